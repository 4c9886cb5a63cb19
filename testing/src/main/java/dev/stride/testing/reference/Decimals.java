// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.type.DecimalType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Decimals of a declared precision and scale. */
final class Decimals {
  private static final int DOUBLE_DIGITS = 17;

  private Decimals() {}

  static boolean fits(BigDecimal value, DecimalType type) {
    return value.precision() - value.scale() <= type.precision() - type.scale()
        || value.signum() == 0;
  }

  /** The exact result of arithmetic in its type. */
  static BigDecimal exact(BigDecimal value, DecimalType type) {
    return rounded(value, type, RoundingMode.UNNECESSARY);
  }

  static BigDecimal halfUp(BigDecimal value, DecimalType type) {
    return rounded(value, type, RoundingMode.HALF_UP);
  }

  private static BigDecimal rounded(BigDecimal value, DecimalType type, RoundingMode mode) {
    BigDecimal scaled = value.setScale(type.scale(), mode);
    if (!fits(scaled, type)) {
      throw ReferenceError.overflow(value, type);
    }
    return scaled;
  }

  /**
   * The shortest decimal that reads back as {@code value}; Java 17's own text is not always it.
   *
   * @param value finite
   */
  static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < DOUBLE_DIGITS; digits++) {
      BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (nearest.doubleValue() == value) {
        return nearest;
      }
    }
    return exact.round(new MathContext(DOUBLE_DIGITS, RoundingMode.HALF_EVEN));
  }
}
