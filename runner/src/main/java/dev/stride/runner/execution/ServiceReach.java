// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepInput;
import dev.stride.api.definition.StepKind;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.planner.Stage;
import java.util.Optional;

/** What the machines of a service see: the store, and nothing that lies on this machine. */
final class ServiceReach {
  private ServiceReach() {}

  /**
   * Refuses a run whose steps on a service could not read what they need, before anything starts.
   *
   * @throws StrideException of kind {@code CONFIGURATION} that names the step and the remedy
   */
  static void check(RunContext context) {
    for (Stage stage : context.plan().stages()) {
      if (stage.placement().layer().isService()) {
        problem(context, stage)
            .ifPresent(
                problem -> {
                  throw new StrideException(
                      FailureKind.CONFIGURATION,
                      "Cannot run step '"
                          + stage.name()
                          + "' on "
                          + stage.placement().layer()
                          + ": "
                          + problem);
                });
      }
    }
  }

  private static Optional<String> problem(RunContext context, Stage stage) {
    if (!context.store().isRemote()) {
      return Optional.of(
          "its machines do not see the store "
              + context.store().storeLocation()
              + " (set stride.store to s3://BUCKET/PREFIX)");
    }
    return context.definition().step(stage.name()).inputs().stream()
        .filter(StepInput.FromStep.class::isInstance)
        .map(input -> context.definition().step(input.name()))
        .filter(input -> input.kind() == StepKind.READ)
        .findFirst()
        .map(ServiceReach::unseen);
  }

  private static String unseen(StepDefinition read) {
    return "its machines do not see the files of dataset '"
        + read.name()
        + "' (give it the result of a data-parallel step, which lies in the store)";
  }
}
