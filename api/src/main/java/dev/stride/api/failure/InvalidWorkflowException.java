// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thrown when a workflow cannot be defined; carries every problem found, not only the first. */
public final class InvalidWorkflowException extends StrideException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public InvalidWorkflowException(
      String workflow, List<String> problems, @Nullable Throwable cause) {
    super(
        FailureKind.CONFIGURATION,
        describe(workflow, problems.stream().distinct().toList()),
        cause);
    this.problems = problems.stream().distinct().toList();
  }

  /** One sentence per problem, in the order in which the definition met them. */
  public List<String> problems() {
    return problems;
  }

  private static String describe(String workflow, List<String> problems) {
    if (problems.size() == 1) {
      return "Invalid workflow '" + workflow + "': " + problems.get(0);
    }
    return "Invalid workflow '"
        + workflow
        + "': "
        + problems.size()
        + " problems\n  - "
        + String.join("\n  - ", problems);
  }
}
