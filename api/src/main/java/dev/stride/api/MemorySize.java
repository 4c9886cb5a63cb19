// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory.
 *
 * @param bytes at least 1
 */
public record MemorySize(long bytes) implements Comparable<MemorySize> {
  private static final Pattern TEXT = Pattern.compile("([0-9]+)\\s*(KiB|MiB|GiB|TiB)");

  public MemorySize {
    if (bytes < 1) {
      throw new IllegalArgumentException("Invalid memory: " + bytes + " B (must be at least 1)");
    }
  }

  /**
   * Reads {@code "16 GiB"}, {@code "512MiB"}.
   *
   * @throws IllegalArgumentException for anything but a whole number and KiB, MiB, GiB or TiB
   */
  public static MemorySize parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw invalid(text);
    }
    try {
      long factor = factor(matcher.group(2));
      return new MemorySize(Math.multiplyExact(Long.parseLong(matcher.group(1)), factor));
    } catch (ArithmeticException | NumberFormatException e) {
      throw invalid(text);
    }
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "Invalid memory: " + text + " (must be a whole number and a unit, for example 16GiB)");
  }

  private static long factor(String unit) {
    return switch (unit) {
      case "KiB" -> 1L << 10;
      case "MiB" -> 1L << 20;
      case "GiB" -> 1L << 30;
      default -> 1L << 40;
    };
  }

  @Override
  public int compareTo(MemorySize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** The largest unit that leaves a whole number: {@code 16 GiB}. */
  @Override
  public String toString() {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    long amount = bytes;
    int unit = 0;
    while (unit < units.length - 1 && amount % 1024 == 0) {
      amount /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%d %s", amount, units[unit]);
  }
}
