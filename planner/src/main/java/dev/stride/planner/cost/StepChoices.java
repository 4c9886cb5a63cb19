// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A step and the backends that it can run on.
 *
 * @param name the step's name
 * @param inputs the positions of the steps whose results it takes, each before its own
 * @param candidates its cost by backend, without start and hand-overs
 */
public record StepChoices(String name, List<Integer> inputs, Map<String, Cost> candidates) {
  /** Copies, candidates by name. */
  public StepChoices {
    inputs = List.copyOf(inputs);
    candidates = Collections.unmodifiableMap(new TreeMap<>(candidates));
  }
}
