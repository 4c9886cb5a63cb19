// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import java.util.List;

/**
 * What a suite has counted.
 *
 * @param name what the suite did
 * @param faults how many faults it made, or states it looked at
 * @param breaches a sentence for each broken promise, with the fault that broke it
 * @param hung how many runs did not end
 */
public record FaultReport(String name, int faults, List<String> breaches, int hung) {
  public FaultReport {
    breaches = List.copyOf(breaches);
  }

  /** A line for people. */
  @Override
  public String toString() {
    return name + ": " + faults + " faults, " + breaches.size() + " breaches, " + hung + " hung";
  }
}
