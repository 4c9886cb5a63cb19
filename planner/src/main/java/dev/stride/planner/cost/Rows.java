// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

/**
 * A number of rows; an expected one need not be whole.
 *
 * @param value finite and at least 0
 */
public record Rows(double value) implements Quantity<Rows> {
  /** None. */
  public static final Rows ZERO = new Rows(0);

  /**
   * Checks the amount.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Rows {
    Amounts.check("rows", value);
  }

  @Override
  public Rows of(double amount) {
    return new Rows(amount);
  }

  @Override
  public String toString() {
    return Amounts.text(value) + " rows";
  }
}
