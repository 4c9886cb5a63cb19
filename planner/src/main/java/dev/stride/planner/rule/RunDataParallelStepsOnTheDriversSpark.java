// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.rule;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepKind;
import dev.stride.api.policy.Layer;
import dev.stride.planner.PlanOptions;
import dev.stride.planner.Target;
import java.util.Optional;

/** Inside a Spark driver, data-parallel steps run on its Spark unless all is to stay local. */
final class RunDataParallelStepsOnTheDriversSpark implements PlacementRule {
  @Override
  public Optional<Choice> choose(StepDefinition step, PlanOptions options) {
    return step.kind() == StepKind.DATASET
            && options.home().contains(Layer.SPARK)
            && options.target() != Target.LOCAL
        ? Optional.of(new Choice(Layer.SPARK, "data-parallel, and this is a Spark driver"))
        : Optional.empty();
  }
}
