// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

/** What the best plan is. Ties go to the other axis, then to fewer backends, then by name. */
public sealed interface Objective {
  /** The least time. */
  record Fastest() implements Objective {}

  /** The least money. */
  record Cheapest() implements Objective {}

  /**
   * The least money of the plans that end in time.
   *
   * @param limit the longest time
   */
  record Deadline(Seconds limit) implements Objective {}

  /**
   * The least time of the plans that one can pay.
   *
   * @param limit the most money
   */
  record Budget(Usd limit) implements Objective {}
}
