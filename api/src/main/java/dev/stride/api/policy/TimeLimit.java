// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import dev.stride.api.decorator.Timeout;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long one attempt of a step may take.
 *
 * @param duration above zero
 */
public record TimeLimit(Duration duration) implements Policy {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  public TimeLimit {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(
          "Invalid timeout: " + duration + " (must be longer than zero)");
    }
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
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Invalid timeout: " + text + " (must be a number and ms, s, m or h, for example 20m)");
    }
    long amount = Long.parseLong(matcher.group(1));
    return new TimeLimit(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        });
  }

  @Override
  public String toString() {
    return "timeout " + text();
  }

  private String text() {
    if (duration.toNanosPart() % 1_000_000 != 0) {
      return duration.toString();
    }
    long millis = duration.toMillis();
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    }
    if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
