// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

/**
 * A number of the cost model that can be calibrated.
 *
 * @param key its name in files
 * @param unit the unit of its values
 * @param low its least value
 * @param high its largest value
 * @param prior its value as long as nobody has measured it
 */
public record Knob(String key, String unit, double low, double high, double prior) {
  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException unless the prior lies between low and high
   */
  public Knob {
    check(key, unit, low, high, prior);
  }

  void check(double value) {
    check(key, unit, low, high, value);
  }

  private static void check(String key, String unit, double low, double high, double value) {
    if (!(low <= value && value <= high)) {
      throw new IllegalArgumentException(
          "Cannot use %s: %s %s (give %s to %s)".formatted(key, value, unit, low, high));
    }
  }
}
