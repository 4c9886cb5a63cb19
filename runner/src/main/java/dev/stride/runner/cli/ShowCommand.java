// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.store.AttemptStore;
import dev.stride.store.Commit;
import dev.stride.store.EndRecord;
import dev.stride.store.Outcome;
import dev.stride.store.RunRecord;
import dev.stride.store.RunStore;
import dev.stride.store.SlotResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(description = "Shows what happened in a run, a step or a slot, from the store alone.")
final class ShowCommand extends RecordCommand {
  ShowCommand(Printer printer) {
    super(printer);
  }

  @Override
  void printJson(RunStore store, RunPath path) {
    printer()
        .json()
        .begin()
        .put("run", runMap(store))
        .put("steps", StepView.all(store, path))
        .end()
        .close();
  }

  /**
   * What a step has left.
   *
   * @param step its name
   * @param commit its commit: normal, fallback or cloned; empty while there is none
   * @param slots how many slots of a {@code foreach} have their result
   * @param fallbacks how many of those came from a fallback, or were left out
   * @param attempts the attempts that left a record: all of a step, the failed ones of slots
   * @param artifacts the files of its output
   */
  record StepView(
      String step,
      Optional<String> commit,
      int slots,
      int fallbacks,
      List<Map<String, Object>> attempts,
      List<Commit.Artifact> artifacts) {

    static List<StepView> all(RunStore store, RunPath path) {
      return path.stepsOf(store).stream().map(step -> of(store, step, path.slot())).toList();
    }

    private static StepView of(RunStore store, String step, Optional<Integer> slot) {
      Optional<Commit> commit = store.committed(step);
      int[] counts = new int[2];
      store
          .readSlots(step)
          .forEach(
              result -> {
                counts[0]++;
                counts[1] += result.kind() == SlotResult.Kind.NORMAL ? 0 : 1;
              });
      return new StepView(
          step,
          commit.map(made -> made.kind().name().toLowerCase(Locale.ROOT)),
          counts[0],
          counts[1],
          attempts(store, step, slot),
          commit.map(Commit::artifacts).orElse(List.of()));
    }

    private static List<Map<String, Object>> attempts(
        RunStore store, String step, Optional<Integer> slot) {
      List<Map<String, Object>> views = new ArrayList<>();
      for (AttemptStore attempt : store.attempts(step)) {
        boolean wanted = slot.isEmpty() || attempt.name().startsWith(slot.get() + "-");
        Optional<Outcome> outcome = attempt.outcome();
        if (wanted && outcome.isPresent()) {
          views.add(view(attempt.name(), outcome.get()));
        }
      }
      return views;
    }

    private static Map<String, Object> view(String name, Outcome outcome) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("attempt", name);
      view.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
      view.put("layer", outcome.layer());
      view.put("started", outcome.started());
      view.put("ended", outcome.ended());
      outcome.error().ifPresent(error -> view.put("error", error.type() + ": " + error.message()));
      return view;
    }
  }

  private static Map<String, Object> runMap(RunStore store) {
    RunRecord run = store.run();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", run.run());
    map.put("workflow", run.workflow());
    map.put("class", run.workflowClass());
    map.put("status", Execution.name(store.status()));
    map.put("started", run.started());
    store.end().ifPresent(end -> map.put("ended", end.ended()));
    map.put("parameters", run.parameters());
    map.put("options", run.options());
    map.put("resumed", run.resumed());
    map.put("tag", run.tag());
    map.put("version", run.version());
    store
        .end()
        .map(EndRecord::message)
        .filter(message -> !message.isEmpty())
        .ifPresent(message -> map.put("message", message));
    return map;
  }

  @Override
  void print(RunStore store, RunPath path) {
    List<StepView> steps = StepView.all(store, path);
    if (path.step().isEmpty()) {
      runMap(store).forEach((name, value) -> printLine(name, value));
      printer().out().println();
      printer().out().println(store.run().plan());
    }
    Table table = new Table("step", "commit", "slots", "fallbacks", "failed attempts", "handed on");
    for (StepView step : steps) {
      long failed =
          step.attempts().stream().filter(attempt -> attempt.containsKey("error")).count();
      table.add(
          step.step(),
          step.commit().orElse("none"),
          step.slots() == 0 ? "" : String.valueOf(step.slots()),
          step.slots() == 0 ? "" : String.valueOf(step.fallbacks()),
          String.valueOf(failed),
          handedOn(step.artifacts()));
    }
    table.print(printer().out());
    if (path.step().isPresent()) {
      steps.forEach(this::printAttempts);
    }
  }

  /** What a step's consumers read: the form, the number of files and their bytes. */
  private static String handedOn(List<Commit.Artifact> artifacts) {
    if (artifacts.isEmpty()) {
      return "";
    }
    String path = artifacts.get(0).path();
    String form = path.substring(path.lastIndexOf('.') + 1);
    long bytes = artifacts.stream().mapToLong(Commit.Artifact::size).sum();
    return artifacts.size() + " " + form + ", " + bytes + " bytes";
  }

  private void printLine(String name, Object value) {
    if (!value.equals("") && !value.equals(Map.of())) {
      printer().out().println(name + ": " + value);
    }
  }

  private void printAttempts(StepView step) {
    for (Map<String, Object> attempt : step.attempts()) {
      printer().out().println();
      attempt.forEach((name, value) -> printer().out().println(name + ": " + value));
    }
  }
}
