// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import dev.stride.api.Workflow;
import dev.stride.api.failure.CodeProblem;
import java.util.Optional;

/**
 * The name of a workflow, which its own code gives.
 *
 * @param text the name; that of the class if the workflow gives none
 * @param problem why it cannot be the name of a workflow
 */
record WorkflowName(String text, Optional<String> problem) {
  private static final String LEGAL = "[\\p{L}_$][\\p{L}\\p{N}_$.-]{0,127}";

  /** Asks the workflow; never throws. */
  static WorkflowName of(Workflow workflow) {
    try {
      return of(workflow, workflow.name());
    } catch (Throwable e) {
      return new WorkflowName(
          workflow.getClass().getName(),
          Optional.of("its name() threw " + CodeProblem.of(e, "mend it")));
    }
  }

  @SuppressWarnings("ConstantValue") // users need not be null-marked
  private static WorkflowName of(Workflow workflow, String name) {
    if (name == null) {
      return new WorkflowName(
          workflow.getClass().getName(),
          Optional.of("its name() returned null (return a name, or remove the method)"));
    }
    return new WorkflowName(
        name,
        name.matches(LEGAL)
            ? Optional.empty()
            : Optional.of(
                "the name that "
                    + workflow.getClass().getName()
                    + " gives itself is illegal (use a letter, then letters, digits, '_', '.' and"
                    + " '-', at most 128)"));
  }
}
