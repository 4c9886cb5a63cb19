// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

import dev.stride.api.failure.FailureKind;
import dev.stride.planner.Target;
import dev.stride.runner.RunFailed;
import dev.stride.runner.RunOptions;
import dev.stride.runner.RunResult;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.Store;
import dev.stride.testing.fault.FaultScenario;
import dev.stride.testing.fault.GeneratedWorkflow;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Runs the generated workflow of a seed, whose rows are Spark's. */
record SparkScenario(long seed) implements FaultScenario {
  private static final RunOptions OPTIONS = RunOptions.ofDefaults().on(Target.SPARK);

  @Override
  public String run(Store store) {
    return with(store, stride -> run(stride, store));
  }

  @Override
  public String resume(Store store) {
    return with(
        store,
        stride ->
            store.runs().isEmpty()
                ? run(stride, store)
                : stride.resume(store.runs().get(0).run(), new GeneratedWorkflow(), OPTIONS));
  }

  private RunResult run(Stride stride, Store store) {
    String notes = store.root().resolveSibling("notes-" + seed).toString();
    Map<String, Object> parameters = Map.of("seed", seed, "notes", notes);
    return stride.run(new GeneratedWorkflow(), parameters, OPTIONS);
  }

  private static String with(Store store, Function<Stride, RunResult> work) {
    Map<String, String> settings = new HashMap<>(new SparkFailureTest().settings());
    settings.put("stride.store", store.root().toString());
    try (Stride stride = Stride.on(store, Settings.of(settings))) {
      return "" + work.apply(stride).value(Long.class);
    } catch (RunFailed e) {
      if (e.kind() == FailureKind.USER) {
        return GeneratedWorkflow.FAILED;
      }
      throw e;
    }
  }
}
