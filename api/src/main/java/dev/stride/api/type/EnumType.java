// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.type;

/**
 * A Java enum, stored as the constant's name and ordered by it.
 *
 * @param type the enum's class
 */
public record EnumType(Class<? extends Enum<?>> type) implements DataType {

  /**
   * The constant of that name.
   *
   * @throws IllegalArgumentException if the enum has none; the message names both
   */
  public Enum<?> constant(String name) {
    for (Enum<?> constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "Cannot read " + type.getSimpleName() + ": '" + name + "' (not one of its constants)");
  }

  @Override
  public String toString() {
    return "ENUM(" + type.getSimpleName() + ")";
  }
}
