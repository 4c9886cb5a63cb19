// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.Workflow;
import dev.stride.planner.ExecutionPlan;
import dev.stride.planner.PlanJson;
import dev.stride.planner.PlanPrinter;
import dev.stride.runner.Stride;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    description = {
      "Shows where each step of a workflow would run, and why. Runs nothing.",
      "The workflow's own parameters follow as --PARAM VALUE; stride list shows them."
    },
    customSynopsis = "stride plan NAME [--PARAM VALUE]... [OPTION]...")
final class PlanCommand implements Callable<Integer>, WorkflowCommand {
  @Mixin private final CommonOptions options = new CommonOptions();
  @Mixin private final WorkflowOptions workflow = new WorkflowOptions();
  private final Printer printer;

  PlanCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public WorkflowOptions workflow() {
    return workflow;
  }

  @Override
  public Integer call() {
    Workflow found = Workflows.in(workflow.jar()).find(workflow.name());
    try (Stride stride = Stride.with(options.settings())) {
      ExecutionPlan plan = stride.plan(found, workflow.parameters(), workflow.runOptions());
      printer.out().print(options.isJson() ? PlanJson.write(plan) + "\n" : PlanPrinter.print(plan));
      return ExitCodes.DONE;
    }
  }
}
