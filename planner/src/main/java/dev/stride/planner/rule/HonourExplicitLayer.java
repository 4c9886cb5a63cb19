// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.rule;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.policy.Layer;
import dev.stride.planner.PlanOptions;
import dev.stride.planner.Target;
import java.util.Optional;

/** A layer that the user names for a step wins, unless the whole run is kept local. */
final class HonourExplicitLayer implements PlacementRule {
  @Override
  public Optional<Choice> choose(StepDefinition step, PlanOptions options) {
    return step.policies()
        .placement()
        .filter(request -> options.target() != Target.LOCAL || isLocal(request.layer()))
        .map(request -> new Choice(request.layer(), "asked for by name"));
  }

  private static boolean isLocal(Layer layer) {
    return switch (layer) {
      case THREAD, PROCESS, DUCKDB -> true;
      case SPARK, BATCH, LAMBDA -> false;
    };
  }
}
