// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.RunStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that shows what a run has left, from the store alone. */
abstract class RecordCommand implements Callable<Integer> {
  @Mixin private final CommonOptions options = new CommonOptions();
  private final Printer printer;

  @Parameters(paramLabel = "RUN[/STEP[/SLOT]]", description = "What to show; RUN may be last.")
  private String path = "";

  RecordCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public final Integer call() {
    Settings settings = options.settings();
    RunPath parsed = RunPath.parse(path);
    try (Stride stride = Stride.with(settings);
        RunStore store = Runs.in(stride, settings).find(parsed.run())) {
      if (options.isJson()) {
        printJson(store, parsed);
      } else {
        print(store, parsed);
      }
      return code();
    }
  }

  /** What to leave with once all is printed. */
  int code() {
    return ExitCodes.DONE;
  }

  final Printer printer() {
    return printer;
  }

  abstract void print(RunStore store, RunPath path);

  abstract void printJson(RunStore store, RunPath path);
}
