// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.api.failure.StrideException;
import dev.stride.runner.RunOptions;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.Durability;
import dev.stride.store.Store;
import dev.stride.testing.fault.Failpoint;
import dev.stride.testing.fault.JvmLauncher;
import dev.stride.testing.fault.StoreChecker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is stopped, another one takes its run over, and the first one wakes up again. */
class TakeOverTest {
  @TempDir private Path folder;

  private static void signal(String name, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
    assertThat(kill.waitFor()).isZero();
  }

  @Test
  void leavesNothingToTheOneThatWasStopped() throws Exception {
    Store store = Store.open(folder.resolve("store"), Durability.COMMIT);
    try (JvmLauncher stopped =
            KilledOrchestrator.start(store.root(), "" + Failpoint.RUNNING, 1, "thread");
        Stride stride = Stride.on(store, Settings.of(Map.of("stride.cpu", "2")))) {
      assertThat(stopped.line()).isEqualTo("is there");
      signal("STOP", stopped.process());
      String run = store.runs().get(0).run();
      RunOptions options = RunOptions.ofDefaults();
      assertThat(
              catchThrowableOfType(
                  StrideException.class, () -> stride.resume(run, new Disturbed(), options)))
          .hasMessageContaining("is still being worked on");

      String result = stride.takeOver(run, new Disturbed(), options).results().toString();
      Map<Path, String> ends = StoreChecker.finalFiles(store.root());
      signal("CONT", stopped.process());

      assertThat(result).contains("once=6");
      assertThat(stopped.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(stopped.process().exitValue()).isNotZero();
      assertThat(stopped.line()).contains(run + " was taken over by process ");
      assertThat(StoreChecker.finalFiles(store.root())).isEqualTo(ends);
      assertThat(StoreChecker.breaches(store.root())).isEmpty();
      assertThat(Files.exists(store.root().resolve("runs").resolve(run).resolve("end.json")))
          .isFalse();
    }
  }
}
