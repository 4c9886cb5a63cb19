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
import java.util.HashMap;
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
        .put("edges", Edge.all(store, path))
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
      for (AttemptStore attempt : store.attempts(step, slot)) {
        attempt.outcome().ifPresent(outcome -> views.add(view(attempt.name(), outcome)));
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

  /**
   * What one step handed on to another.
   *
   * @param from the step that made it
   * @param to the step that reads it
   * @param form of its files: parquet, arrow, json; or slots
   * @param parts how many files or slots they are
   * @param bytes of all of them
   */
  record Edge(String from, String to, String form, int parts, long bytes) {

    /** Of the run, or those of one step; steps without a commit have handed on nothing yet. */
    static List<Edge> all(RunStore store, RunPath path) {
      List<Edge> edges = new ArrayList<>();
      store
          .run()
          .inputs()
          .forEach(
              (to, inputs) ->
                  inputs.stream()
                      .filter(
                          from ->
                              path.step().isEmpty()
                                  || path.step().get().equals(from)
                                  || path.step().get().equals(to))
                      .map(from -> between(store, from, to))
                      .flatMap(Optional::stream)
                      .forEach(edges::add));
      return edges;
    }

    private static Optional<Edge> between(RunStore store, String from, String to) {
      return store
          .committed(from)
          .map(Commit::artifacts)
          .map(
              artifacts ->
                  artifacts.isEmpty()
                      ? ofSlots(store, from, to)
                      : new Edge(from, to, form(artifacts), artifacts.size(), bytes(artifacts)));
    }

    private static Edge ofSlots(RunStore store, String from, String to) {
      Map<Integer, Integer> lengths = new HashMap<>();
      store.readSlots(from).forEach(slot -> lengths.put(slot.slot(), slot.value().length));
      long bytes = lengths.values().stream().mapToLong(Integer::longValue).sum();
      return new Edge(from, to, "slots", lengths.size(), bytes);
    }

    private static String form(List<Commit.Artifact> artifacts) {
      String path = artifacts.get(0).path();
      return path.substring(path.lastIndexOf('.') + 1);
    }

    private static long bytes(List<Commit.Artifact> artifacts) {
      return artifacts.stream().mapToLong(Commit.Artifact::size).sum();
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
    printEdges(Edge.all(store, path));
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
