// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import java.time.Duration;

/** Checks constants that a user passes to a function. */
final class Arguments {
  private static final long MICROS = 1_000_000;
  private static final int NANOS = 1000;

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
    try {
      return Math.addExact(
          Math.multiplyExact(duration.getSeconds(), MICROS), duration.getNano() / NANOS);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "Invalid duration: " + duration + " (must be below 290000 years)", e);
    }
  }
}
