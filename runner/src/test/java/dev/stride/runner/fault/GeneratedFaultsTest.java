// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.failure.FailureKind;
import dev.stride.runner.RunFailed;
import dev.stride.runner.RunOptions;
import dev.stride.runner.RunResult;
import dev.stride.testing.fault.FaultReport;
import dev.stride.testing.fault.GeneratedFaults;
import dev.stride.testing.fault.GeneratedWorkflow;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random workflows with random faults. */
class GeneratedFaultsTest {
  @TempDir private Path folder;

  private static String result(Supplier<RunResult> run) {
    try {
      return "" + run.get().value(Long.class);
    } catch (RunFailed e) {
      if (e.kind() == FailureKind.USER) {
        return GeneratedWorkflow.FAILED;
      }
      throw e;
    }
  }

  @Test
  void yieldWhatWasComputedWithoutThem() {
    int count = LongForm.isOn() ? Integer.getInteger("stride.faults.seeds", 8_000) : 60;

    FaultReport report = run(RunOptions.ofDefaults(), count);

    assertThat(report.breaches()).isEmpty();
    assertThat(report.faults()).isGreaterThan(count / 6);
  }

  @Test
  void yieldItInWorkerProcessesToo() {
    int count = LongForm.isOn() ? 400 : 6;

    FaultReport report = run(RunOptions.ofDefaults().with(List.of("process")), count);

    assertThat(report.breaches()).isEmpty();
    assertThat(report.faults()).isGreaterThan(count / 6);
  }

  private FaultReport run(RunOptions options, int count) {
    FaultReport report =
        GeneratedFaults.run(
            seed ->
                new StrideScenario(
                    new GeneratedWorkflow(),
                    diary -> Map.of("seed", seed, "notes", diary),
                    options,
                    GeneratedFaultsTest::result),
            folder,
            1,
            count);
    System.out.println(report);
    return report;
  }
}
