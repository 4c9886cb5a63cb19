// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.type;

/**
 * The type of a value in a dataset, the same on every engine. {@code toString} gives the name that
 * messages and plans show.
 */
public sealed interface DataType permits ScalarType, DecimalType, EnumType, ListType, RecordType {

  /** Whether values of this type can be added, compared with and cast to other numbers. */
  default boolean isNumeric() {
    return this instanceof DecimalType || (this instanceof ScalarType scalar && scalar.isNumber());
  }

  /** Whether this type is {@code INT} or {@code LONG}. */
  default boolean isInteger() {
    return this == ScalarType.INT || this == ScalarType.LONG;
  }

  /** Whether this type is {@code FLOAT} or {@code DOUBLE}. */
  default boolean isFloating() {
    return this == ScalarType.FLOAT || this == ScalarType.DOUBLE;
  }

  /** Whether values of this type have an order, so that they can be sorted and compared. */
  default boolean isOrdered() {
    return !(this instanceof ListType || this instanceof RecordType);
  }
}
