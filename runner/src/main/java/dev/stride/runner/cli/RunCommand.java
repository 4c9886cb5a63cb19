// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.Workflow;
import dev.stride.runner.RunOptions;
import dev.stride.runner.Stride;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    description = {
      "Runs a workflow and prints its result.",
      "The workflow's own parameters follow as --PARAM VALUE; stride list shows them."
    },
    customSynopsis = "stride run NAME [--PARAM VALUE]... [OPTION]...")
final class RunCommand extends WorkflowCommand {
  @Mixin private final ProgressOptions progress = new ProgressOptions();

  RunCommand(Printer printer) {
    super(printer);
  }

  @Override
  int call(Stride stride, Workflow found) {
    try (Progress display = progress.display(printer().err())) {
      RunOptions wanted = workflow().runOptions().listeningWith(display);
      return new Execution(printer(), options())
          .run(stride, found.name(), () -> stride.run(found, workflow().parameters(), wanted));
    }
  }
}
