// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;

/** A workflow of one step. */
public final class Sample implements Workflow {
  @Override
  public void define(WorkflowBuilder workflow) {
    workflow.result(workflow.step(Sample::one));
  }

  static int one() {
    return 1;
  }
}
