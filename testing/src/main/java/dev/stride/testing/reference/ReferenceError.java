// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.expression.ErrorClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;

/** The failure of a query that every engine must refuse; its message begins with its class. */
public final class ReferenceError extends StrideException {
  private static final long serialVersionUID = 1L;

  private final ErrorClass errorClass;

  ReferenceError(ErrorClass errorClass, String reason) {
    super(FailureKind.USER, errorClass + ": " + reason);
    this.errorClass = errorClass;
  }

  /** What kind of error it is; engines must agree in it, not in the words. */
  public ErrorClass errorClass() {
    return errorClass;
  }

  static ReferenceError overflow(Object value, Object type) {
    return new ReferenceError(ErrorClass.OVERFLOW, value + " does not fit " + type);
  }

  static ReferenceError cast(Object value, Object type) {
    return new ReferenceError(ErrorClass.CAST, "'" + value + "' is no " + type);
  }

  static ReferenceError divisionByZero() {
    return new ReferenceError(ErrorClass.DIVISION_BY_ZERO, "a divisor is zero");
  }

  static ReferenceError outOfRange(Object value) {
    return new ReferenceError(ErrorClass.OUT_OF_RANGE, value + " leaves the years 1 to 9999");
  }

  static ReferenceError nullValue(String where) {
    return new ReferenceError(ErrorClass.NULL_VALUE, ErrorClass.isNull(where));
  }
}
