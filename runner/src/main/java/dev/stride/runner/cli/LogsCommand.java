// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.store.AttemptLog;
import dev.stride.store.RunStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(description = "Prints what the attempts of a run, a step or a slot printed and logged.")
final class LogsCommand extends RecordCommand {
  LogsCommand(Printer printer) {
    super(printer);
  }

  @Override
  void print(RunStore store, RunPath path) {
    List<Map<String, Object>> logs = logs(store, path);
    logs.forEach(this::print);
    if (logs.isEmpty()) {
      printer().err().println("stride: nothing was printed or logged");
    }
  }

  @Override
  void printJson(RunStore store, RunPath path) {
    printer().json().begin().put("logs", logs(store, path)).end().close();
  }

  private static List<Map<String, Object>> logs(RunStore store, RunPath path) {
    List<Map<String, Object>> logs = new ArrayList<>();
    for (String step : path.stepsOf(store)) {
      for (AttemptLog log : store.logs(step, path.slot())) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("step", step);
        entry.put("attempt", log.attempt());
        entry.put("log", log.text());
        logs.add(entry);
      }
    }
    return logs;
  }

  private void print(Map<String, Object> entry) {
    printer().out().println("== " + entry.get("step") + " attempt " + entry.get("attempt"));
    PlainText.framed(String.valueOf(entry.get("log")), printer().out());
  }
}
