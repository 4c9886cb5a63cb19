// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.failure.FailureKind;
import dev.stride.planner.Target;
import dev.stride.runner.RunFailed;
import dev.stride.runner.RunOptions;
import dev.stride.runner.RunResult;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.Store;
import dev.stride.testing.fault.FaultReport;
import dev.stride.testing.fault.FaultScenario;
import dev.stride.testing.fault.GeneratedFaults;
import dev.stride.testing.fault.GeneratedWorkflow;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random workflows with random faults, whose rows are Spark's. */
class SparkFaultsTest {
  private static final RunOptions OPTIONS = RunOptions.ofDefaults().on(Target.SPARK);

  @TempDir private Path folder;

  /** Runs the workflow of a seed. */
  private record Scenario(long seed) implements FaultScenario {
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

  @Test
  void yieldWhatWasComputedWithoutThem() {
    int count = "all".equals(System.getProperty("stride.faults")) ? 400 : 8;

    FaultReport report = GeneratedFaults.run(Scenario::new, folder, 1, count);

    System.out.println(report);
    assertThat(report.breaches()).isEmpty();
    assertThat(report.faults()).isGreaterThan(count / 8);
  }
}
