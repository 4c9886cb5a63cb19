// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.AttemptStore;
import dev.stride.store.RunStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(description = "Prints what the attempts of a run, a step or a slot printed and logged.")
final class LogsCommand implements Callable<Integer> {
  @Mixin private final CommonOptions options = new CommonOptions();
  private final Printer printer;

  @Parameters(paramLabel = "RUN[/STEP[/SLOT]]", description = "What to show; RUN may be last.")
  private String path = "";

  LogsCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() {
    Settings settings = options.settings();
    RunPath parsed = RunPath.parse(path);
    try (Stride stride = Stride.with(settings);
        RunStore store = Runs.in(stride, settings).find(parsed.run())) {
      List<Map<String, Object>> logs = logs(store, parsed);
      if (options.isJson()) {
        printer.json().begin().put("logs", logs).end().close();
      } else {
        logs.forEach(this::print);
        if (logs.isEmpty()) {
          printer.err().println("stride: nothing was printed or logged");
        }
      }
      return ExitCodes.DONE;
    }
  }

  private static List<Map<String, Object>> logs(RunStore store, RunPath path) {
    List<Map<String, Object>> logs = new ArrayList<>();
    for (String step : path.stepsOf(store)) {
      for (AttemptStore attempt : store.attempts(step)) {
        boolean wanted =
            path.slot().isEmpty() || attempt.name().startsWith(path.slot().get() + "-");
        String log = wanted ? attempt.log() : "";
        if (!log.isEmpty()) {
          Map<String, Object> entry = new LinkedHashMap<>();
          entry.put("step", step);
          entry.put("attempt", attempt.name());
          entry.put("log", log);
          logs.add(entry);
        }
      }
    }
    return logs;
  }

  private void print(Map<String, Object> entry) {
    printer.out().println("== " + entry.get("step") + " attempt " + entry.get("attempt"));
    String log = String.valueOf(entry.get("log"));
    printer.out().print(log.endsWith("\n") ? log : log + "\n");
  }
}
