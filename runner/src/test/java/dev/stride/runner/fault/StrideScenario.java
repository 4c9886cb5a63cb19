// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.fault;

import dev.stride.api.Workflow;
import dev.stride.runner.RunOptions;
import dev.stride.runner.RunResult;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.RunSummary;
import dev.stride.store.Store;
import dev.stride.testing.fault.FaultScenario;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Runs a workflow whose only parameter is the file of a {@link Diary}, beside the store. */
record StrideScenario(Workflow workflow) implements FaultScenario {
  static StrideScenario ofEveryKind() {
    return new StrideScenario(new Disturbed());
  }

  @Override
  public String run(Store store) {
    return with(store, this::run);
  }

  private RunResult run(Stride stride, Store store) {
    return stride.run(workflow, Map.of("diary", diary(store).file().toString()));
  }

  static Diary diary(Store store) {
    return new Diary(store.root().resolveSibling(store.root().getFileName() + ".diary"));
  }

  @Override
  public String resume(Store store) {
    return with(
        store,
        (stride, known) -> {
          List<RunSummary> runs = store.runs();
          return runs.isEmpty()
              ? run(stride, store)
              : stride.resume(runs.get(0).run(), workflow, RunOptions.ofDefaults());
        });
  }

  private static String with(Store store, BiFunction<Stride, Store, RunResult> work) {
    Settings settings =
        Settings.of(Map.of("stride.store", store.root().toString(), "stride.cpu", "2"));
    try (Stride stride = Stride.on(store, settings)) {
      return work.apply(stride, store).results().toString();
    }
  }
}
