// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

/**
 * An amount of money in US dollars.
 *
 * @param value finite and at least 0
 */
public record Usd(double value) implements Quantity<Usd> {
  /** None. */
  public static final Usd ZERO = new Usd(0);

  /**
   * Checks the amount.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Usd {
    Amounts.check("USD", value);
  }

  @Override
  public Usd of(double amount) {
    return new Usd(amount);
  }

  @Override
  public String toString() {
    return Amounts.text(value) + " USD";
  }
}
