// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import java.time.Duration;

/**
 * How long a step may take with all its attempts and the waits between them, from the first that is
 * started. No attempt starts behind it, and one that runs is ended.
 *
 * @param duration above zero
 */
public record Deadline(Duration duration) implements Policy {
  public Deadline {
    Durations.checkPositive("deadline", duration);
  }

  @Override
  public String toString() {
    return "deadline " + Durations.text(duration);
  }
}
