// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import java.time.Duration;

/**
 * How long an attempt of a step may wait until its code starts.
 *
 * @param duration above zero
 */
public record QueueLimit(Duration duration) implements Policy {
  public QueueLimit {
    Durations.checkPositive("queue limit", duration);
  }

  @Override
  public String toString() {
    return "queue " + Durations.text(duration);
  }
}
