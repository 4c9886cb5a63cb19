// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.fault;

import dev.stride.api.Workflow;
import dev.stride.runner.RunOptions;
import dev.stride.runner.RunResult;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.Digests;
import dev.stride.store.RunSummary;
import dev.stride.store.Store;
import dev.stride.testing.fault.FaultScenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs a workflow whose steps write into a {@link Diary} beside the store.
 *
 * @param workflow the workflow
 * @param parameters its parameters, given the diary's file
 * @param options where it runs
 * @param result runs it and tells its result as text
 */
record StrideScenario(
    Workflow workflow,
    Function<String, Map<String, ?>> parameters,
    RunOptions options,
    Function<Supplier<RunResult>, String> result)
    implements FaultScenario {

  static StrideScenario ofEveryKind() {
    return ofEveryKind(List.of());
  }

  /**
   * @param policies as {@code --with} gives them
   */
  static StrideScenario ofEveryKind(List<String> policies) {
    return new StrideScenario(
        new Disturbed(),
        diary -> Map.of("diary", diary),
        RunOptions.ofDefaults().with(policies),
        run -> run.get().results().toString());
  }

  @Override
  public String run(Store store) {
    return with(store, stride -> run(stride, store));
  }

  private RunResult run(Stride stride, Store store) {
    return stride.run(workflow, parameters.apply(diary(store).file().toString()), options);
  }

  static Diary diary(Store store) {
    Path name = store.root().getFileName();
    return new Diary(
        name == null
            ? Path.of(System.getProperty("java.io.tmpdir"), Digests.of(List.of(store.name())))
            : store.root().resolveSibling(name + ".diary"));
  }

  @Override
  public String resume(Store store) {
    return with(
        store,
        stride -> {
          List<RunSummary> runs = store.runs();
          return runs.isEmpty()
              ? run(stride, store)
              : stride.resume(runs.get(0).run(), workflow, options);
        });
  }

  private String with(Store store, Function<Stride, RunResult> work) {
    Settings settings =
        Settings.of(Map.of("stride.store", "the store that is given", "stride.cpu", "2"));
    try (Stride stride = Stride.on(store, settings)) {
      return result.apply(() -> work.apply(stride));
    }
  }
}
