// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.store.Commit;
import dev.stride.store.RunStore;
import dev.stride.store.SlotResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;

@Command(
    description = {
      "Prints what a step or a slot yielded: a value as JSON, a dataset as the paths of its files.",
      "For a run, lists the files of all steps with size and SHA-256."
    })
final class ArtifactCommand extends RecordCommand {
  ArtifactCommand(Printer printer) {
    super(printer);
  }

  @Override
  void print(RunStore store, RunPath path) {
    if (path.step().isPresent()) {
      printStep(store, path.stepsOf(store).get(0), path.slot());
      return;
    }
    Table table = new Table("step", "bytes", "file");
    files(store, path)
        .forEach(
            (step, artifacts) ->
                artifacts.forEach(
                    artifact -> table.add(step, String.valueOf(artifact.size()), artifact.path())));
    table.print(printer().out());
  }

  @Override
  void printJson(RunStore store, RunPath path) {
    if (path.step().isPresent()) {
      printStep(store, path.stepsOf(store).get(0), path.slot());
    } else {
      printer().json().begin().put("artifacts", files(store, path)).end().close();
    }
  }

  private static Map<String, List<Commit.Artifact>> files(RunStore store, RunPath path) {
    Map<String, List<Commit.Artifact>> files = new TreeMap<>();
    for (String step : path.stepsOf(store)) {
      store.committed(step).ifPresent(commit -> files.put(step, commit.artifacts()));
    }
    return files;
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
      slots.values().forEach(result -> printer().out().println(text(result)));
      return;
    }
    Commit commit =
        store
            .committed(step)
            .filter(found -> slot.isEmpty())
            .orElseThrow(() -> missing(store, step));
    for (Commit.Artifact artifact : commit.artifacts()) {
      boolean value = artifact.path().endsWith(".json");
      printer()
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
            + store.run().run()
            + "/"
            + step
            + ": it has no such output (stride show "
            + store.run().run()
            + "/"
            + step
            + " tells why)");
  }
}
