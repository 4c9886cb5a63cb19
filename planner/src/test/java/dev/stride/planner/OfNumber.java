// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;

/** A workflow that needs a number to be made. */
public final class OfNumber implements Workflow {
  private final int number;

  /** Needs a number. */
  public OfNumber(int number) {
    this.number = number;
  }

  @Override
  public void define(WorkflowBuilder workflow) {
    int value = number;
    workflow.result(workflow.step("number", () -> value));
  }
}
