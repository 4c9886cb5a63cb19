// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.rule;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.policy.LambdaLimits;
import dev.stride.api.policy.Layer;
import dev.stride.api.policy.PlacementRequest;
import dev.stride.api.policy.StepPolicies;
import dev.stride.api.policy.TimeLimit;
import dev.stride.planner.PlanOptions;
import dev.stride.planner.Target;
import java.util.Optional;

/** What a function of Lambda cannot do, a container can: what was to go there goes to Batch. */
final class SendWhatIsTooLargeForLambdaToBatch implements PlacementRule {
  @Override
  public Optional<Choice> choose(StepDefinition step, PlanOptions options) {
    return problem(step.policies())
        .filter(problem -> options.backends().containsKey(Layer.BATCH))
        .filter(problem -> isForLambda(step, options))
        .map(problem -> new Choice(Layer.BATCH, "too much for lambda: " + problem));
  }

  /** What of the step is too much. */
  static Optional<String> problem(StepPolicies policies) {
    return LambdaLimits.problem(
        policies.resources(), policies.timeLimit().map(TimeLimit::duration));
  }

  private static boolean isForLambda(StepDefinition step, PlanOptions options) {
    Optional<Layer> asked = step.policies().placement().map(PlacementRequest::layer);
    return asked.isPresent()
        ? asked.get() == Layer.LAMBDA && options.target() != Target.LOCAL
        : new HonourTarget()
            .choose(step, options)
            .filter(choice -> choice.layer() == Layer.LAMBDA)
            .isPresent();
  }
}
