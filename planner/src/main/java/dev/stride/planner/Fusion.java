// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepKind;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.policy.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which data-parallel steps become one query: a step joins its consumer when that is its only one,
 * is data-parallel too, goes to the same layer and has the same policies. A step with a fallback
 * never does, since the fallback takes the place of that step alone. Nothing is written between
 * fused steps.
 */
final class Fusion {
  private final Map<String, StepDefinition> steps = new HashMap<>();
  private final Map<String, List<StepDefinition>> consumers = new HashMap<>();
  private final Set<String> results;
  private final Function<StepDefinition, Layer> layers;

  private Fusion(WorkflowDefinition definition, Function<StepDefinition, Layer> layers) {
    this.layers = layers;
    this.results = Set.copyOf(definition.results().values());
    for (StepDefinition step : definition.steps()) {
      steps.put(step.name(), step);
      for (String input : step.upstream()) {
        consumers.computeIfAbsent(input, name -> new ArrayList<>()).add(step);
      }
    }
  }

  /**
   * The fusion of a workflow.
   *
   * @param layers where each step goes
   */
  static Fusion of(WorkflowDefinition definition, Function<StepDefinition, Layer> layers) {
    return new Fusion(definition, layers);
  }

  /** Whether the step's result is needed as such, by a step of another stage or as a result. */
  boolean endsStage(StepDefinition step) {
    if (step.kind() != StepKind.DATASET || results.contains(step.name())) {
      return true;
    }
    List<StepDefinition> users = consumers.getOrDefault(step.name(), List.of());
    return users.size() != 1 || !fuses(step, users.get(0));
  }

  private boolean fuses(StepDefinition step, StepDefinition consumer) {
    return consumer.kind() == StepKind.DATASET
        && consumer.policies().equals(step.policies())
        && layers.apply(consumer) == layers.apply(step)
        && step.policies().fallback().isEmpty();
  }

  /** The steps that run as one with {@code last}, inputs first. */
  List<String> stepsOf(StepDefinition last) {
    Set<String> members = new LinkedHashSet<>();
    collect(last, members, new LinkedHashSet<>());
    return List.copyOf(members);
  }

  /** The stages and datasets that the stage of {@code last} reads. */
  List<String> inputsOf(StepDefinition last) {
    Set<String> inputs = new LinkedHashSet<>();
    collect(last, new LinkedHashSet<>(), inputs);
    return List.copyOf(inputs);
  }

  private void collect(StepDefinition step, Set<String> members, Set<String> inputs) {
    for (String name : step.upstream()) {
      StepDefinition input = steps.get(name);
      if (input == null || input.kind() == StepKind.READ || endsStage(input)) {
        inputs.add(name);
      } else {
        collect(input, members, inputs);
      }
    }
    members.add(step.name());
  }
}
