// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import dev.stride.api.policy.Layer;

/** Whether a step can run on a backend: a {@link Candidate} with its cost, or {@link Rejected}. */
public sealed interface Verdict {
  /** The backend. */
  Layer layer();

  /**
   * It can.
   *
   * @param layer the backend
   * @param start how long the first step there waits for the backend; later ones do not
   * @param time how long the step takes once the backend has started, its queue included
   * @param money what it costs as expected
   */
  record Candidate(Layer layer, Seconds start, Estimate<Seconds> time, Usd money)
      implements Verdict {
    /** The time with the start, as of a step that is alone on its backend. */
    public Estimate<Seconds> total() {
      return time.plus(Estimate.exactly(start, Origin.MEASURED));
    }
  }

  /**
   * It cannot.
   *
   * @param layer the backend
   * @param reason why not, in words
   */
  record Rejected(Layer layer, String reason) implements Verdict {}
}
