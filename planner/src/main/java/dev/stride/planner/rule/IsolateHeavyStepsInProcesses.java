// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.rule;

import dev.stride.api.MemorySize;
import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepKind;
import dev.stride.api.policy.Layer;
import dev.stride.planner.PlanOptions;
import dev.stride.planner.Remoteness;
import java.util.Optional;

/**
 * A single-node step that asks for much memory runs in a process of its own, so that running out of
 * it ends that process alone.
 */
final class IsolateHeavyStepsInProcesses implements PlacementRule {
  private static final MemorySize MUCH = MemorySize.parse("1 GiB");

  @Override
  public Optional<Choice> choose(StepDefinition step, PlanOptions options) {
    return applies(step, options) && Remoteness.problem(step, options).isEmpty()
        ? Optional.of(
            new Choice(Layer.PROCESS, "it asks for " + MUCH + " or more, so it is kept apart"))
        : Optional.empty();
  }

  /** Whether the step would be kept apart if it could be. */
  static boolean applies(StepDefinition step, PlanOptions options) {
    return step.kind() != StepKind.DATASET
        && step.policies()
            .resources()
            .memory()
            .filter(size -> size.compareTo(MUCH) >= 0)
            .isPresent()
        && options.backends().containsKey(Layer.PROCESS);
  }
}
