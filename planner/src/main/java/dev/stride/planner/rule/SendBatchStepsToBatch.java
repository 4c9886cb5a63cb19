// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.rule;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.policy.Layer;
import dev.stride.planner.PlanOptions;
import dev.stride.planner.Target;
import java.util.Optional;

/** {@code @Batch} places a step on AWS Batch where that is configured; elsewhere it is a hint. */
final class SendBatchStepsToBatch implements PlacementRule {
  @Override
  public Optional<Choice> choose(StepDefinition step, PlanOptions options) {
    return step.policies()
        .batch()
        .filter(batch -> options.target() == Target.AUTO)
        .filter(batch -> options.backends().containsKey(Layer.BATCH))
        .map(batch -> new Choice(Layer.BATCH, "@Batch"));
  }
}
