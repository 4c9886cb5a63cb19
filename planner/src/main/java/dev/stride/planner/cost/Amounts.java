// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import java.math.BigDecimal;
import java.math.MathContext;

/** What all amounts have in common: their check and their text. */
final class Amounts {
  private static final MathContext THREE_DIGITS = new MathContext(3);

  private Amounts() {}

  static void check(String thing, double value) {
    if (!Double.isFinite(value) || value < 0) {
      throw new IllegalArgumentException(
          "Cannot use " + thing + ": " + value + " (give a finite number of at least 0)");
    }
  }

  /** Three digits, without an exponent. */
  static String text(double value) {
    return new BigDecimal(value).round(THREE_DIGITS).stripTrailingZeros().toPlainString();
  }
}
