// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.Workflow;
import dev.stride.runner.Stride;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command over a workflow with its parameters. */
abstract class WorkflowCommand implements Callable<Integer>, TakesParameters {
  @Mixin private final CommonOptions options = new CommonOptions();
  @Mixin private final WorkflowOptions workflow = new WorkflowOptions();
  private final Printer printer;

  WorkflowCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public final Integer call() {
    Workflow found = Workflows.in(workflow.jar()).find(workflow.name());
    try (Stride stride = Stride.with(options.settings())) {
      return call(stride, found);
    }
  }

  abstract int call(Stride stride, Workflow found);

  final CommonOptions options() {
    return options;
  }

  @Override
  public final WorkflowOptions workflow() {
    return workflow;
  }

  final Printer printer() {
    return printer;
  }
}
