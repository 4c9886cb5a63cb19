// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cube;

import java.util.List;

/**
 * How late flights were.
 *
 * @param medianDelay of all flights, in minutes
 * @param carriers the latest first
 * @param months in order
 */
public record CubeReport(double medianDelay, List<NamedDelay> carriers, List<MonthDelay> months) {
  /** A carrier's mean delay. */
  public record NamedDelay(String carrier, String name, double meanDelay, long flights) {}

  /** A month's mean delay. */
  public record MonthDelay(int month, double meanDelay, long flights) {}
}
