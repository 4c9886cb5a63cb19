// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.api.failure.FailureKind;
import dev.stride.runner.RunFailed;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.Commit;
import dev.stride.store.Durability;
import dev.stride.store.EndRecord;
import dev.stride.store.FileOperation;
import dev.stride.store.FileProbe;
import dev.stride.store.RunStore;
import dev.stride.store.Store;
import dev.stride.testing.fault.StoreChecker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A commit of which nobody can tell whether it has happened. */
class UnknownOutcomeTest {
  @TempDir private Path folder;

  /** Links the commit of a step, says that it failed, and does not let anybody look. */
  private record Silent(String step) implements FileProbe {
    @Override
    public <T> T perform(FileOperation operation, Action<T> action) throws IOException {
      boolean hit = operation.file().endsWith(Path.of(step, "commit.json"));
      if (hit && operation instanceof FileOperation.Link) {
        action.perform();
      }
      if (hit) {
        throw new IOException("Connection timed out");
      }
      return action.perform();
    }
  }

  private Store store(FileProbe probe) {
    return Store.open(folder.resolve("store"), Durability.COMMIT, probe, Duration.ofMillis(1));
  }

  private RunFailed failure(String step) {
    Store store = store(new Silent(step));
    try (Stride stride = Stride.on(store, Settings.of(Map.of("stride.cpu", "2")))) {
      Map<String, String> diary = Map.of("diary", StrideScenario.diary(store).file().toString());
      return catchThrowableOfType(RunFailed.class, () -> stride.run(new Disturbed(), diary));
    }
  }

  private long ran(String line) {
    return StrideScenario.diary(store(FileProbe.NONE)).lines().stream()
        .filter(line::equals)
        .count();
  }

  @ParameterizedTest(name = "of {0}")
  @ValueSource(strings = {"once", "broken"})
  void endsTheRunWithoutAnotherAttemptAndIsFoundByResume(String step) {
    RunFailed failed = failure(step);

    assertThat(failed.kind()).isEqualTo(FailureKind.UNKNOWN_OUTCOME);
    assertThat(failed)
        .hasMessageContaining("Cannot tell whether step '" + step + "' is committed")
        .hasMessageContaining("stride resume " + failed.run() + " looks first");
    assertThat(failed.step()).isEqualTo(step);
    assertThat(ran(step)).isEqualTo(1);

    assertThat(StrideScenario.ofEveryKind().resume(store(FileProbe.NONE))).contains("once=6");
    assertThat(ran(step)).as("the commit was there").isEqualTo(1);
    assertThat(StoreChecker.breaches(folder.resolve("store"))).isEmpty();
  }

  @Test
  void isNotReplacedByAFallback() {
    RunFailed failed = failure("values");

    try (RunStore run = store(FileProbe.NONE).find(failed.run())) {
      assertThat(run.committed("values").map(Commit::kind)).contains(Commit.Kind.NORMAL);
      assertThat(run.end().map(EndRecord::failedStep)).contains("values");
      assertThat(run.attempts("values")).hasSize(1);
    }
  }
}
