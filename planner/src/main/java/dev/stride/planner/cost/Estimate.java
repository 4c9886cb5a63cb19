// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import java.util.function.BinaryOperator;

/**
 * An amount that is known up to an interval.
 *
 * @param low what it is at least
 * @param expected what it probably is
 * @param high what it is at most
 * @param origin where it comes from
 * @param <Q> its unit
 */
public record Estimate<Q extends Quantity<Q>>(Q low, Q expected, Q high, Origin origin) {
  /**
   * Checks the order of the ends.
   *
   * @throws IllegalArgumentException unless the ends are in order
   */
  public Estimate {
    if (low.compareTo(expected) > 0 || expected.compareTo(high) > 0) {
      throw new IllegalArgumentException(
          "Cannot use estimate: %s, %s, %s (give low <= expected <= high)"
              .formatted(low, expected, high));
    }
  }

  /** An amount that is known exactly. */
  public static <Q extends Quantity<Q>> Estimate<Q> exactly(Q amount, Origin origin) {
    return new Estimate<>(amount, amount, amount, origin);
  }

  /** The sum of both, end by end; as little trusted as the worse of them. */
  public Estimate<Q> plus(Estimate<Q> other) {
    return with(other, Quantity::plus);
  }

  /** The larger of both, end by end; as little trusted as the worse of them. */
  public Estimate<Q> max(Estimate<Q> other) {
    return with(other, Quantity::max);
  }

  /**
   * So many times as much.
   *
   * @throws IllegalArgumentException if the factor is negative or not finite
   */
  public Estimate<Q> times(double factor) {
    Amounts.check("factor", factor);
    return new Estimate<>(low.times(factor), expected.times(factor), high.times(factor), origin);
  }

  /**
   * The same expectation, less sure: the low end is divided and the high end multiplied.
   *
   * @param factor at least 1; 1 changes nothing
   * @throws IllegalArgumentException if the factor is less than 1 or not finite
   */
  public Estimate<Q> widen(double factor) {
    if (!Double.isFinite(factor) || factor < 1) {
      throw new IllegalArgumentException(
          "Cannot widen estimate: " + factor + " (give a finite factor of at least 1)");
    }
    return new Estimate<>(low.times(1 / factor), expected, high.times(factor), origin);
  }

  private Estimate<Q> with(Estimate<Q> other, BinaryOperator<Q> both) {
    return new Estimate<>(
        both.apply(low, other.low),
        both.apply(expected, other.expected),
        both.apply(high, other.high),
        origin.worse(other.origin));
  }

  @Override
  public String toString() {
    return "%s [%s, %s] (%s)".formatted(expected, low, high, origin);
  }
}
