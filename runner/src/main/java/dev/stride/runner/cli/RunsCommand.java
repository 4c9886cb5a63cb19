// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.RunStatus;
import dev.stride.store.RunSummary;
import dev.stride.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(description = "Lists the runs in the store, newest first.")
final class RunsCommand implements Callable<Integer> {
  @Mixin private final CommonOptions options = new CommonOptions();
  private final Printer printer;

  RunsCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() {
    Settings settings = options.settings();
    try (Stride stride = Stride.with(settings)) {
      List<RunSummary> runs = Runs.in(stride, settings).all();
      if (options.isJson()) {
        printer
            .json()
            .begin()
            .put("runs", runs.stream().map(RunsCommand::asMap).toList())
            .end()
            .close();
      } else {
        Table table = new Table("run", "workflow", "status", "started", "took", "tag");
        runs.forEach(run -> table.add(row(run)));
        table.print(printer.out());
      }
      if (!Store.isIn(settings.store())) {
        printer.err().println("stride: there is no store yet: " + settings.store());
      }
      return ExitCodes.DONE;
    }
  }

  private static Map<String, Object> asMap(RunSummary run) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", run.run());
    map.put("workflow", run.workflow());
    map.put("status", Execution.name(run.status()));
    started(run).ifPresent(started -> map.put("started", started));
    run.ended().ifPresent(ended -> map.put("ended", ended));
    map.put("tag", run.tag());
    return map;
  }

  /** Nobody knows when a killed run ended. */
  private static String took(RunSummary run) {
    return run.ended()
        .or(() -> run.status() == RunStatus.RUNNING ? Optional.of(Instant.now()) : Optional.empty())
        .map(ended -> Progress.seconds(Duration.between(run.started(), ended).toMillis()))
        .orElse("");
  }

  /** Nobody knows when a run started whose record cannot be read. */
  private static Optional<Instant> started(RunSummary run) {
    return Optional.of(run.started()).filter(started -> run.status() != RunStatus.DAMAGED);
  }

  private static String[] row(RunSummary run) {
    return new String[] {
      run.run(),
      run.workflow(),
      Execution.name(run.status()),
      started(run).map(Instant::toString).orElse("-"),
      took(run),
      run.tag()
    };
  }
}
