// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Checks constants that a user passes to a function. */
final class Arguments {
  private Arguments() {}

  static void notEmpty(String use, int count) {
    if (count == 0) {
      throw new IllegalArgumentException("Invalid " + use + ": no values (must be at least one)");
    }
  }

  static void scale(int scale) {
    if (scale < 0 || scale > 38) {
      throw new IllegalArgumentException("Invalid scale: " + scale + " (must be 0 to 38)");
    }
  }

  static void substringStart(int start) {
    if (start == 0) {
      throw new IllegalArgumentException(
          "Invalid substring start: 0 (must be at least 1, or negative to count from the end)");
    }
  }

  static void nonEmptyText(String use, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("Invalid " + use + ": '' (must not be empty)");
    }
  }

  static String likePattern(String pattern) {
    for (int index = 0; index < pattern.length(); index++) {
      if (pattern.charAt(index) == '\\') {
        index++;
        if (index == pattern.length() || "%_\\".indexOf(pattern.charAt(index)) < 0) {
          throw new IllegalArgumentException(
              "Invalid like pattern: "
                  + pattern
                  + " (a backslash must stand before %, _ or another backslash)");
        }
      }
    }
    return pattern;
  }

  static long micros(Duration duration) {
    return ChronoUnit.MICROS.between(
        java.time.Instant.EPOCH, java.time.Instant.EPOCH.plus(duration));
  }
}
