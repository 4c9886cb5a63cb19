// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import dev.stride.api.policy.Layer;
import java.util.List;
import java.util.Set;

/**
 * A step among others.
 *
 * @param work what it has to do
 * @param inputs the positions of the steps whose results it takes, each before its own
 * @param result the size of its result, as expected
 * @param layers the backends that are allowed
 */
public record FlowStep(StepWork work, List<Integer> inputs, Bytes result, Set<Layer> layers) {
  /** Copies. */
  public FlowStep {
    inputs = List.copyOf(inputs);
    layers = Set.copyOf(layers);
  }
}
