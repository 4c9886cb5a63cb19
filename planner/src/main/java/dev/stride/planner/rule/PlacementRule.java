// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.rule;

import dev.stride.api.definition.StepDefinition;
import dev.stride.planner.PlanOptions;
import java.util.Optional;

/** Places a step, or does not apply to it. */
interface PlacementRule {

  /** The layer and the reason; empty if the rule does not apply. */
  Optional<Choice> choose(StepDefinition step, PlanOptions options);
}
