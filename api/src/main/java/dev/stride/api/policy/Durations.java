// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as policies write them: {@code 500ms}, {@code 30s}, {@code 20m}, {@code 2h}. */
public final class Durations {
  private static final Pattern TEXT = Pattern.compile("(-?)([0-9]+)(ms|s|m|h)");
  private static final int MOST_DIGITS = 9;

  private Durations() {}

  /**
   * Reads {@code 500ms}, {@code 30s}, {@code 20m}, {@code 2h}.
   *
   * @param what it is for, for the message
   * @throws IllegalArgumentException for anything else
   */
  public static Duration parse(String what, String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw invalid(what, text, "must be a number and ms, s, m or h, for example 20m");
    }
    if (!matcher.group(1).isEmpty()) {
      throw invalid(what, text, "must not be negative");
    }
    if (matcher.group(2).length() > MOST_DIGITS) {
      throw invalid(what, text, "must have at most " + MOST_DIGITS + " digits");
    }
    long amount = Long.parseLong(matcher.group(2));
    return switch (matcher.group(3)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static IllegalArgumentException invalid(String what, String text, String must) {
    return new IllegalArgumentException("Invalid " + what + ": " + text + " (" + must + ")");
  }

  /** The text that {@link #parse} reads, in the largest unit that holds it exactly. */
  public static String text(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
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

  static void checkPositive(String what, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(
          "Invalid " + what + ": " + text(duration) + " (must be longer than zero)");
    }
  }
}
