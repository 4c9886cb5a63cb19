// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.DataType;

/**
 * The element that {@code explode} puts beside its row.
 *
 * @param type the list's element type
 * @param nullable whether an element may be null
 */
public record ElementReference<T>(DataType type, boolean nullable) implements Expression<T> {
  @Override
  public String toString() {
    return "element";
  }
}
