// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

/**
 * A time in seconds.
 *
 * @param value finite and at least 0
 */
public record Seconds(double value) implements Quantity<Seconds> {
  /** None. */
  public static final Seconds ZERO = new Seconds(0);

  /**
   * Checks the amount.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Seconds {
    Amounts.check("seconds", value);
  }

  @Override
  public Seconds of(double amount) {
    return new Seconds(amount);
  }

  @Override
  public String toString() {
    return Amounts.text(value) + " s";
  }
}
