// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.store.EndRecord;
import dev.stride.store.RunRecord;
import dev.stride.store.RunStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(description = "Shows what happened in a run, a step or a slot, from the store alone.")
final class ShowCommand extends RecordCommand {
  private final Damage damage = new Damage();

  ShowCommand(Printer printer) {
    super(printer);
  }

  @Override
  int code() {
    damage
        .problems()
        .forEach(problem -> printer().err().println("stride: " + PlainText.sentence(problem)));
    return damage.problems().isEmpty() ? ExitCodes.DONE : ExitCodes.INVALID;
  }

  @Override
  void printJson(RunStore store, RunPath path) {
    printer()
        .json()
        .begin()
        .put("run", runMap(store))
        .put("steps", StepView.all(store, path, damage))
        .put("edges", Edge.all(store, path, damage))
        .put("damaged", damage.problems())
        .end()
        .close();
  }

  private Map<String, Object> runMap(RunStore store) {
    RunRecord run = store.run();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", run.run());
    map.put("workflow", run.workflow());
    map.put("class", run.workflowClass());
    map.put("status", damage.read(() -> Execution.name(store.status()), Damage.DAMAGED));
    map.put("started", run.started());
    Optional<EndRecord> ended = damage.read(store::end, Optional.empty());
    ended.ifPresent(end -> map.put("ended", end.ended()));
    map.put("parameters", run.parameters());
    map.put("options", run.options());
    map.put("resumed", run.resumed());
    map.put("tag", run.tag());
    map.put("version", run.version());
    ended
        .map(EndRecord::message)
        .filter(message -> !message.isEmpty())
        .ifPresent(message -> map.put("message", message));
    return map;
  }

  @Override
  void print(RunStore store, RunPath path) {
    List<StepView> steps = StepView.all(store, path, damage);
    if (path.step().isEmpty()) {
      runMap(store).forEach((name, value) -> printLine(name, value));
      printer().out().println();
      printer().out().println(PlainText.lines(store.run().plan()));
    }
    Table table = new Table("step", "commit", "slots", "fallbacks", "failed attempts");
    for (StepView step : steps) {
      long failed =
          step.attempts().stream()
              .filter(attempt -> attempt.containsKey("error"))
              .filter(attempt -> !"cancelled".equals(attempt.get("status")))
              .count();
      table.add(
          step.step(),
          step.commit().orElse("none"),
          step.slots() == 0 ? "" : String.valueOf(step.slots()),
          step.slots() == 0 ? "" : String.valueOf(step.fallbacks()),
          String.valueOf(failed));
    }
    table.print(printer().out());
    printEdges(Edge.all(store, path, damage));
    if (path.step().isPresent()) {
      steps.forEach(this::printAttempts);
    }
  }

  private void printEdges(List<Edge> edges) {
    if (edges.isEmpty()) {
      return;
    }
    Table table = new Table("handed on from", "to", "form", "parts", "bytes");
    edges.forEach(
        edge ->
            table.add(edge.from(), edge.to(), edge.form(), "" + edge.parts(), "" + edge.bytes()));
    printer().out().println();
    table.print(printer().out());
  }

  private void printLine(String name, Object value) {
    if (!value.equals("") && !value.equals(Map.of())) {
      printer().out().println(name + ": " + PlainText.sentence(String.valueOf(value)));
    }
  }

  private void printAttempts(StepView step) {
    for (Map<String, Object> attempt : step.attempts()) {
      printer().out().println();
      attempt.forEach(
          (name, value) ->
              printer().out().println(name + ": " + PlainText.sentence(String.valueOf(value))));
    }
  }
}
