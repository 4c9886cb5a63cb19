// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

/**
 * The errors that evaluating an expression may raise. Engines word them differently; a failed query
 * names the class in its message: {@code DIVISION_BY_ZERO: …}.
 */
public enum ErrorClass {
  /** A divisor was zero. */
  DIVISION_BY_ZERO,
  /** A number left the range of its type. */
  OVERFLOW,
  /** A value cannot be read as the type it was cast to. */
  CAST,
  /** A date or time left the years 0001 to 9999. */
  OUT_OF_RANGE,
  /** A value was null where the record says never null. */
  NULL_VALUE;

  /**
   * What backends say of a null where the record says never null; behind the class's name.
   *
   * @param what the component, for example {@code Place.city}
   */
  public static String isNull(String what) {
    return what + " is null but its record says never null (make it @Nullable or boxed)";
  }
}
