// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.rule;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepKind;
import dev.stride.api.policy.Layer;
import dev.stride.planner.PlanOptions;
import java.util.Optional;

/** Single-node steps run on threads of this process when nothing asks for more. */
final class RunSingleNodeStepsOnThreads implements PlacementRule {
  @Override
  public Optional<Choice> choose(StepDefinition step, PlanOptions options) {
    String what = step.kind() == StepKind.FOREACH ? "one task per element" : "single-node";
    return Optional.of(new Choice(Layer.THREAD, what + ", and this machine suffices"));
  }
}
