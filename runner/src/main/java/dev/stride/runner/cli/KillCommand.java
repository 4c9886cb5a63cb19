// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.runner.Stride;
import dev.stride.store.RunStatus;
import dev.stride.store.RunStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Ends a run, whichever process works on it, and waits until all of it has ended.",
      "What it has finished stays; it can be resumed."
    })
final class KillCommand implements Callable<Integer> {
  @Mixin private final CommonOptions options = new CommonOptions();
  private final Printer printer;

  @Parameters(paramLabel = "RUN", description = "The run, or last.")
  private String run = "";

  KillCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() {
    try (Stride stride = Stride.with(options.settings())) {
      RunStore found = Runs.in(stride, options.settings()).find(run);
      String id = found.run().run();
      boolean ended = found.end().isPresent();
      RunStatus status = stride.kill(id);
      if (options.isJson()) {
        printer.json().begin().put("run", id).put("status", Execution.name(status)).end().close();
      } else {
        printer
            .out()
            .println(
                "Run " + id + (ended ? " had ended: " : " has ended: ") + Execution.name(status));
      }
      return ExitCodes.DONE;
    }
  }
}
