// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.rule;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepKind;
import dev.stride.api.policy.Layer;
import dev.stride.planner.PlanOptions;
import java.util.Optional;

/**
 * {@code --on spark} moves data-parallel steps, {@code --on batch} and {@code lambda} the others.
 */
final class HonourTarget implements PlacementRule {
  @Override
  public Optional<Choice> choose(StepDefinition step, PlanOptions options) {
    boolean dataParallel = step.kind() == StepKind.DATASET;
    return switch (options.target()) {
      case AUTO, LOCAL -> Optional.empty();
      case SPARK -> when(dataParallel, Layer.SPARK, options);
      case BATCH -> when(!dataParallel, Layer.BATCH, options);
      case LAMBDA -> when(!dataParallel, Layer.LAMBDA, options);
    };
  }

  private static Optional<Choice> when(boolean applies, Layer layer, PlanOptions options) {
    return applies ? Optional.of(new Choice(layer, "--on " + options.target())) : Optional.empty();
  }
}
