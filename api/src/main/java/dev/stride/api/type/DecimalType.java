// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.type;

import java.math.BigDecimal;

/**
 * An exact decimal number.
 *
 * @param precision digits in all, 1 to 38
 * @param scale digits after the point, 0 to {@code precision}
 */
public record DecimalType(int precision, int scale) implements DataType {
  /** The widest precision that every engine has. */
  public static final int MAX_PRECISION = 38;

  /** The least scale that a result keeps when its integer digits leave no room for all of it. */
  private static final int MIN_ADJUSTED_SCALE = 6;

  public DecimalType {
    if (precision < 1 || precision > MAX_PRECISION) {
      throw new IllegalArgumentException(
          "Invalid decimal precision: " + precision + " (must be 1 to 38)");
    }
    if (scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          "Invalid decimal scale: " + scale + " (must be 0 to the precision, " + precision + ")");
    }
  }

  /** The narrowest type that holds {@code value} with the scale it is written with. */
  public static DecimalType of(BigDecimal value) {
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    return new DecimalType(Math.max(plain.precision(), Math.max(1, plain.scale())), plain.scale());
  }

  /** The decimal type that holds every value of {@code INT} or {@code LONG}. */
  public static DecimalType holding(DataType integer) {
    return integer == ScalarType.INT ? new DecimalType(10, 0) : new DecimalType(20, 0);
  }

  /**
   * A type for a result of the given digits; where they exceed 38, scale is given up before integer
   * digits, but not below 6 (the rule of Spark's {@code adjustPrecisionScale}).
   */
  public static DecimalType bounded(int precision, int scale) {
    if (precision <= MAX_PRECISION) {
      return new DecimalType(precision, scale);
    }
    int integerDigits = precision - scale;
    int kept = Math.max(MAX_PRECISION - integerDigits, Math.min(scale, MIN_ADJUSTED_SCALE));
    return new DecimalType(MAX_PRECISION, kept);
  }

  /** The narrowest type that holds every value of this type and of {@code other}, if at most 38. */
  public DecimalType union(DecimalType other) {
    int commonScale = Math.max(scale, other.scale);
    int integerDigits = Math.max(precision - scale, other.precision - other.scale);
    return bounded(integerDigits + commonScale, commonScale);
  }

  /** Whether every value of {@code other} is a value of this type. */
  public boolean holds(DecimalType other) {
    return scale >= other.scale && precision - scale >= other.precision - other.scale;
  }

  /**
   * The value with this type's scale.
   *
   * @throws ArithmeticException if it has more digits before or behind the point; soon, whatever
   *     its exponent is
   */
  public BigDecimal fit(BigDecimal value) {
    if (value.signum() == 0) {
      return BigDecimal.valueOf(0, scale);
    }
    long before = (long) value.precision() - value.scale();
    if (before > precision - scale || (long) value.scale() - scale >= value.precision()) {
      throw new ArithmeticException(value + " is no " + this);
    }
    return value.setScale(scale);
  }

  @Override
  public String toString() {
    return "DECIMAL(" + precision + "," + scale + ")";
  }
}
