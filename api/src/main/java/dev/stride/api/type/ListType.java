// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.type;

/**
 * A list of values of one type, in order.
 *
 * @param element the type of its elements
 * @param elementNullable whether an element may be null, as {@code List<@Nullable String>} says
 */
public record ListType(DataType element, boolean elementNullable) implements DataType {
  @Override
  public String toString() {
    return "LIST(" + element + ")";
  }
}
