// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

/**
 * An amount with its unit in the type, so that a sum of seconds and money does not compile. Finite
 * and never negative.
 *
 * @param <Q> the unit itself
 */
public sealed interface Quantity<Q extends Quantity<Q>> extends Comparable<Q>
    permits Bytes, Rows, Seconds, Usd {

  /** The amount, in the unit that the type names. */
  double value();

  /** Another amount of the same unit. */
  Q of(double amount);

  /** The sum of both. */
  default Q plus(Q other) {
    return of(value() + other.value());
  }

  /**
   * So many times as much.
   *
   * @throws IllegalArgumentException if the product is negative or not finite
   */
  default Q times(double factor) {
    return of(value() * factor);
  }

  /** The larger of both. */
  default Q max(Q other) {
    return of(Math.max(value(), other.value()));
  }

  @Override
  default int compareTo(Q other) {
    return Double.compare(value(), other.value());
  }
}
