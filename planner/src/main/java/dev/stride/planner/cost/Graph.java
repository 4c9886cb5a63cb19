// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Steps that are placed together.
 *
 * @param steps inputs first
 * @param starts what the start of each backend takes; paid once, and all begin with the run
 * @param handOvers what hand-overs take
 */
public record Graph(List<StepChoices> steps, Map<String, Cost> starts, HandOvers handOvers) {
  /**
   * Checks order and names.
   *
   * @throws IllegalArgumentException if an input does not lie before its step, or a candidate has
   *     no start
   */
  public Graph {
    steps = List.copyOf(steps);
    starts = Collections.unmodifiableMap(new TreeMap<>(starts));
    for (int i = 0; i < steps.size(); i++) {
      check(i, steps.get(i), starts);
    }
  }

  private static void check(int position, StepChoices step, Map<String, Cost> starts) {
    for (int input : step.inputs()) {
      if (input < 0 || input >= position) {
        throw refusal(step, "input " + input, "give positions of earlier steps");
      }
    }
    for (String backend : step.candidates().keySet()) {
      if (!starts.containsKey(backend)) {
        throw refusal(step, "backend " + backend + " has no start", "add what its start takes");
      }
    }
  }

  private static IllegalArgumentException refusal(StepChoices step, String what, String cure) {
    return new IllegalArgumentException(
        "Cannot place step '" + step.name() + "': " + what + " (" + cure + ")");
  }
}
