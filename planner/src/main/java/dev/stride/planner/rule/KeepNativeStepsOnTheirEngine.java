// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.rule;

import dev.stride.api.definition.StepDefinition;
import dev.stride.planner.PlanOptions;
import java.util.Optional;

/** A step in an engine's own types runs on that engine, whatever else is asked for. */
final class KeepNativeStepsOnTheirEngine implements PlacementRule {
  @Override
  public Optional<Choice> choose(StepDefinition step, PlanOptions options) {
    return step.nativeTo().map(layer -> new Choice(layer, "native to " + layer));
  }
}
