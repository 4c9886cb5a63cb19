// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.Workflow;
import dev.stride.planner.ExecutionPlan;
import dev.stride.planner.PlanJson;
import dev.stride.planner.PlanPrinter;
import dev.stride.runner.Stride;
import picocli.CommandLine.Command;

@Command(
    description = {
      "Shows where each step of a workflow would run, and why. Runs nothing.",
      "The workflow's own parameters follow as --PARAM VALUE; stride list shows them."
    },
    customSynopsis = "stride plan NAME [--PARAM VALUE]... [OPTION]...")
final class PlanCommand extends WorkflowCommand {
  PlanCommand(Printer printer) {
    super(printer);
  }

  @Override
  int call(Stride stride, Workflow found) {
    ExecutionPlan plan = stride.plan(found, workflow().parameters(), workflow().runOptions());
    String text = options().isJson() ? PlanJson.write(plan) + "\n" : PlanPrinter.print(plan);
    printer().out().print(text);
    return ExitCodes.DONE;
  }
}
