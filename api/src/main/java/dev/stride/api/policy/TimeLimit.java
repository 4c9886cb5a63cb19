// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import dev.stride.api.decorator.Timeout;
import java.time.Duration;

/**
 * How long one attempt of a step may take.
 *
 * @param duration above zero
 */
public record TimeLimit(Duration duration) implements Policy {
  public TimeLimit {
    Durations.checkPositive("timeout", duration);
  }

  public static TimeLimit of(Duration duration) {
    return new TimeLimit(duration);
  }

  /** The value of a decorator. */
  public static TimeLimit of(Timeout timeout) {
    return new TimeLimit(
        Duration.ofSeconds(timeout.seconds())
            .plusMinutes(timeout.minutes())
            .plusHours(timeout.hours()));
  }

  /**
   * Reads {@code 500ms}, {@code 30s}, {@code 20m}, {@code 2h}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static TimeLimit parse(String text) {
    return new TimeLimit(Durations.parse("timeout", text));
  }

  @Override
  public String toString() {
    return "timeout " + Durations.text(duration);
  }
}
