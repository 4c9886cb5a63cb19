// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a step has to do, wherever it runs.
 *
 * @param name the step's name
 * @param rows how many rows go through each class of operation; absent ones do not occur
 * @param disk bytes that are read from and written to disk while it works
 * @param network bytes that are moved over the network while it works
 * @param transfer bytes that are moved before or after it works, and so hidden behind nothing
 * @param memory its peak of memory
 * @param cpus processors that it is granted and uses, at least 1
 */
public record StepWork(
    String name,
    Map<Operation, Estimate<Rows>> rows,
    Estimate<Bytes> disk,
    Estimate<Bytes> network,
    Estimate<Bytes> transfer,
    Estimate<Bytes> memory,
    int cpus) {
  /**
   * Checks the processors.
   *
   * @throws IllegalArgumentException if they are fewer than 1
   */
  public StepWork {
    if (cpus < 1) {
      throw new IllegalArgumentException(
          "Cannot cost step '" + name + "': " + cpus + " processors (give at least 1)");
    }
    Map<Operation, Estimate<Rows>> ordered = new EnumMap<>(Operation.class);
    ordered.putAll(rows);
    rows = Collections.unmodifiableMap(ordered);
  }
}
