// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stride.store.Durability;
import dev.stride.store.Store;
import dev.stride.testing.fault.Failpoint;
import dev.stride.testing.fault.FaultReport;
import dev.stride.testing.fault.GeneratedFaults;
import dev.stride.testing.fault.GeneratedWorkflow;
import dev.stride.testing.fault.JvmLauncher;
import dev.stride.testing.fault.StoreChecker;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random workflows whose rows are Spark's: with random faults, and killed with their Spark. */
class SparkFaultsTest {
  /** It has rows, a fan-out and no step that fails for good. */
  private static final long SEED = 8;

  private static final boolean LONG_FORM = "all".equals(System.getProperty("stride.faults"));

  @TempDir private Path folder;

  /** A process that works until it has come to a place, says so and stays there. */
  public static void main(String[] arguments) {
    Failpoint place = Failpoint.valueOf(arguments[1]);
    Store store =
        Store.open(
            Path.of(arguments[0]),
            Durability.COMMIT,
            place.probe(time(place), SparkFaultsTest::stay),
            Duration.ofSeconds(1));
    new SparkScenario(SEED).resume(store);
    System.out.println("has ended");
  }

  /** The third commit is that of rows. */
  private static int time(Failpoint place) {
    return switch (place) {
      case ATTEMPT_RECORDED, OUTPUTS_WRITTEN, COMMITTED_UNSEEN -> 3;
      default -> 1;
    };
  }

  private static void stay() {
    System.out.println("is there");
    while (true) {
      LockSupport.park();
    }
  }

  @Test
  void yieldWhatWasComputedWithoutThem() {
    int count = LONG_FORM ? 400 : 8;

    FaultReport report = GeneratedFaults.run(SparkScenario::new, folder, 1, count);

    System.out.println(report);
    assertThat(report.breaches()).isEmpty();
    assertThat(report.faults()).isGreaterThan(count / 8);
  }

  /** Kills the process, and its Spark with it. */
  private boolean kill(Path store, Failpoint place) {
    List<String> opens =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--add-"))
            .toList();
    try (JvmLauncher process =
        JvmLauncher.start(opens, SparkFaultsTest.class, store.toString(), place.name())) {
      String said = process.line();
      while (!said.equals("is there") && !said.equals("has ended") && !said.equals("null")) {
        said = process.line();
      }
      return said.equals("is there");
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RUNNING", "IN_BACKOFF", "IN_FALLBACK", "IN_GC"})
  void finishAfterTheirSparkWasKilledTwice(Failpoint place) {
    assumeThat(LONG_FORM || place == Failpoint.OUTPUTS_WRITTEN).as("the long form").isTrue();
    Path store = folder.resolve("store");

    assertThat(kill(store, place)).isTrue();
    assertThat(StoreChecker.breaches(store)).isEmpty();
    Map<Path, String> ends = StoreChecker.finalFiles(store);
    assertThat(kill(store, place)).isTrue();

    String result = new SparkScenario(SEED).resume(Store.open(store, Durability.COMMIT));
    assertThat(result).isEqualTo(GeneratedWorkflow.expected(SEED));
    assertThat(StoreChecker.breaches(store)).isEmpty();
    assertThat(StoreChecker.changes(ends)).isEmpty();
  }
}
