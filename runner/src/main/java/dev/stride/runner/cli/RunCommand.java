// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.Workflow;
import dev.stride.runner.Stride;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    description = {
      "Runs a workflow and prints its result.",
      "The workflow's own parameters follow as --PARAM VALUE; stride list shows them."
    },
    customSynopsis = "stride run NAME [--PARAM VALUE]... [OPTION]...")
final class RunCommand implements Callable<Integer>, WorkflowCommand {
  @Mixin private final CommonOptions options = new CommonOptions();
  @Mixin private final WorkflowOptions workflow = new WorkflowOptions();
  @Mixin private final ProgressOptions progress = new ProgressOptions();
  private final Printer printer;

  RunCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public WorkflowOptions workflow() {
    return workflow;
  }

  @Override
  public Integer call() {
    Workflow found = Workflows.in(workflow.jar()).find(workflow.name());
    try (Stride stride = Stride.with(options.settings());
        Progress display = progress.display(printer.err())) {
      return new Execution(printer, options)
          .run(
              stride,
              found.name(),
              () ->
                  stride.run(
                      found, workflow.parameters(), workflow.runOptions().listeningWith(display)));
    }
  }
}
