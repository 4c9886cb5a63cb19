// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.rule;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepKind;
import dev.stride.api.policy.Layer;
import dev.stride.planner.PlanOptions;
import java.util.Optional;

/** Data-parallel steps run in the embedded engine when nothing asks for another. */
final class RunDataParallelStepsInDuckDb implements PlacementRule {
  @Override
  public Optional<Choice> choose(StepDefinition step, PlanOptions options) {
    return step.kind() == StepKind.DATASET
        ? Optional.of(new Choice(Layer.DUCKDB, "data-parallel, and no cluster is asked for"))
        : Optional.empty();
  }
}
