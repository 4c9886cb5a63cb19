// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import java.util.List;

/**
 * A backend for every step, and what they take together.
 *
 * @param backends by the position of the step
 * @param cost from the begin of the run to its end
 */
public record PlacedPlan(List<String> backends, Cost cost) {
  /** Copies. */
  public PlacedPlan {
    backends = List.copyOf(backends);
  }
}
