// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.Workflow;
import dev.stride.runner.RunOptions;
import dev.stride.runner.Stride;
import dev.stride.store.RunRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Goes on from a run that has ended, as a new run.",
      "A step that had finished, with the same code, parameters and inputs, is not run again."
    })
final class ResumeCommand implements Callable<Integer> {
  @Mixin private final CommonOptions options = new CommonOptions();
  @Mixin private final ProgressOptions progress = new ProgressOptions();
  private final Printer printer;

  @Parameters(paramLabel = "RUN", description = "The run, or last.")
  private String run = "";

  @Option(names = "--plan", description = "Shows what would be reused or run again. Runs nothing.")
  private boolean planOnly;

  @Option(
      names = "--take-over",
      description = {
        "Goes on although a process still holds the run but does not answer.",
        "That process can record nothing more, and ends when it finds out."
      })
  private boolean takeOver;

  ResumeCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() {
    try (Stride stride = Stride.with(options.settings());
        Progress display = progress.display(printer.err())) {
      RunRecord record = Runs.in(stride, options.settings()).find(run).run();
      Workflow workflow = Workflows.in(record.jar()).find(record.workflowClass());
      RunOptions recorded = Stride.optionsOf(record).listeningWith(display);
      if (planOnly) {
        stride.resumePlan(record.run(), workflow, recorded).forEach(printer.out()::println);
        return ExitCodes.DONE;
      }
      return new Execution(printer, options)
          .run(
              stride,
              workflow.name(),
              () ->
                  takeOver
                      ? stride.takeOver(record.run(), workflow, recorded)
                      : stride.resume(record.run(), workflow, recorded));
    }
  }
}
