// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.Commit;
import dev.stride.store.RunStore;
import dev.stride.store.SlotResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Prints what a step or a slot yielded: a value as JSON, a dataset as the paths of its files.",
      "For a run, lists the files of all steps with size and SHA-256."
    })
final class ArtifactCommand implements Callable<Integer> {
  @Mixin private final CommonOptions options = new CommonOptions();
  private final Printer printer;

  @Parameters(paramLabel = "RUN[/STEP[/SLOT]]", description = "What to show; RUN may be last.")
  private String path = "";

  ArtifactCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() {
    Settings settings = options.settings();
    RunPath parsed = RunPath.parse(path);
    try (Stride stride = Stride.with(settings);
        RunStore store = Runs.in(stride, settings).find(parsed.run())) {
      List<String> steps = parsed.stepsOf(store);
      if (parsed.step().isEmpty()) {
        printFiles(store, steps);
      } else {
        printStep(store, steps.get(0), parsed.slot());
      }
      return ExitCodes.DONE;
    }
  }

  private void printFiles(RunStore store, List<String> steps) {
    Map<String, List<Commit.Artifact>> files = new TreeMap<>();
    steps.forEach(
        step -> store.committed(step).ifPresent(commit -> files.put(step, commit.artifacts())));
    if (options.isJson()) {
      printer.json().begin().put("artifacts", files).end().close();
      return;
    }
    Table table = new Table("step", "bytes", "file");
    files.forEach(
        (step, artifacts) ->
            artifacts.forEach(
                artifact -> table.add(step, String.valueOf(artifact.size()), artifact.path())));
    table.print(printer.out());
  }

  private void printStep(RunStore store, String step, Optional<Integer> slot) {
    Map<Integer, SlotResult> slots = new TreeMap<>();
    store
        .readSlots(step)
        .forEach(
            result -> {
              if (slot.isEmpty() || result.slot() == slot.get()) {
                slots.put(result.slot(), result);
              }
            });
    if (!slots.isEmpty()) {
      slots.values().forEach(result -> printer.out().println(text(result)));
      return;
    }
    Commit commit =
        store
            .committed(step)
            .filter(found -> slot.isEmpty())
            .orElseThrow(() -> missing(store, step));
    for (Commit.Artifact artifact : commit.artifacts()) {
      boolean value = artifact.path().endsWith(".json");
      printer
          .out()
          .println(
              value
                  ? new String(store.read(artifact), StandardCharsets.UTF_8)
                  : store.path(artifact).toString());
    }
  }

  private static String text(SlotResult result) {
    return result.kind() == SlotResult.Kind.LEFT_OUT
        ? "null"
        : new String(result.value(), StandardCharsets.UTF_8);
  }

  private StrideException missing(RunStore store, String step) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot find artifact: "
            + path
            + ": "
            + step
            + " has no such output (stride show "
            + store.run().run()
            + "/"
            + step
            + " tells why)");
  }
}
