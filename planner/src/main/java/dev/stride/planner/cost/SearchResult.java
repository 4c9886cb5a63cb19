// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import java.util.List;
import java.util.Optional;

/** What a search came to. */
public sealed interface SearchResult {
  /**
   * A plan.
   *
   * @param chosen the best
   * @param runnerUp the best of those that differ in at least one placement
   * @param front plans of which none is better in both time and money, the best first; with a
   *     deadline or budget, else the chosen one alone
   * @param states how many partial plans were kept
   * @param proof whether there may be one that is better on the axis of the objective
   */
  record Found(
      PlacedPlan chosen,
      Optional<PlacedPlan> runnerUp,
      List<PlacedPlan> front,
      long states,
      Proof proof)
      implements SearchResult {
    /** Copies. */
    public Found {
      front = List.copyOf(front);
    }

    /** Whether the cap was hit, so that there may be a better plan. */
    public boolean notProven() {
      return proof == Proof.NOT_PROVEN;
    }
  }

  /**
   * No plan.
   *
   * @param reason why not, in words
   */
  record Impossible(String reason) implements SearchResult {}

  /** Whether a plan is known to be the best. */
  enum Proof {
    /** No plan is better. */
    PROVEN,
    /** The search left something out. */
    NOT_PROVEN
  }
}
