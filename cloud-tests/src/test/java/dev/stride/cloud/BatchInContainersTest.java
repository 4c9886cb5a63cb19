// SPDX-License-Identifier: Apache-2.0
package dev.stride.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stride.api.failure.FailureClass;
import dev.stride.jobs.flights.FlightDelays;
import dev.stride.jobs.flights.Summary;
import dev.stride.runner.RunFailed;
import dev.stride.runner.RunOptions;
import dev.stride.runner.RunResult;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.Outcome;
import dev.stride.store.RunStatus;
import dev.stride.store.RunStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Steps as jobs that really are containers, over a store on S3. */
class BatchInContainersTest {
  private static final String ODD = "quotes \" and ' newline \n equals = and ünïcödé ☂";

  @TempDir private static Path folder;
  @RegisterExtension static final Clouds CLOUD = new Clouds();
  private @Nullable Stride stride;

  @BeforeEach
  void open() {
    stride = Stride.with(Settings.of(CLOUD.get().settings()));
  }

  @AfterEach
  void close() {
    stride.close();
  }

  private static RunOptions onBatch(String step) {
    return RunOptions.ofDefaults().with(List.of(step + "=batch"));
  }

  private RunResult run(String deed, int slots) {
    return stride.run(new Deeds(), Map.of("deed", deed, "slots", slots), onBatch("act"));
  }

  @Test
  void fitsTheModelsOfFlightDelaysAsThisMachineDoes() {
    RunResult inContainers = stride.run(new FlightDelays(), Map.of(), onBatch("fitCarrier"));
    Map<String, String> here = Map.of("stride.store", folder.resolve("here").toString());
    try (Stride local = Stride.with(Settings.of(here))) {
      RunResult onThreads = local.run(new FlightDelays(), Map.of(), RunOptions.ofDefaults());
      assertThat(inContainers.value(Summary.class)).isEqualTo(onThreads.value(Summary.class));
    }
  }

  @Test
  void bringsResultsAndOutputBack() {
    RunResult result = run("greet", 3);
    assertThat(result.list(String.class)).containsExactly("hello 0", "hello 1", "hello 2");
    RunStore records = stride.store().find(result.run());
    assertThat(records.log("act", "1-1")).isEqualTo("slot 1 does greet\n");
  }

  @Test
  void runsSeveralSlotsInOneContainerOneAfterTheOther() {
    Map<String, String> settings = new HashMap<>(CLOUD.get().settings());
    settings.put("stride.batch.slots-per-job", "2");
    try (Stride packing = Stride.with(Settings.of(settings))) {
      RunResult result =
          packing.run(new Deeds(), Map.of("deed", "container", "slots", 3), onBatch("act"));
      List<String> containers = result.list(String.class);
      assertThat(containers.get(0)).isEqualTo(containers.get(1)).isNotEqualTo(containers.get(2));
    }
  }

  @Test
  void tellsWhatCodeHasThrown() {
    RunFailed failed = catchThrowableOfType(RunFailed.class, () -> run("throw", 1));
    assertThat(failed)
        .hasMessageContaining("IllegalStateException: slot 0 cannot")
        .hasMessageContaining("2 attempts");
    assertThat(outcome(failed.run(), "0-1").verdict().orElseThrow().failureClass())
        .isEqualTo(FailureClass.EXCEPTION);
  }

  @Test
  void tellsThatCodeHasEndedItsProcess() {
    RunFailed failed = catchThrowableOfType(RunFailed.class, () -> run("exit", 1));
    assertThat(failed).hasMessageContaining("exit code 7");
    assertThat(outcome(failed.run(), "0-1").verdict().orElseThrow().failureClass())
        .isEqualTo(FailureClass.EXIT);
  }

  @Test
  void givesMoreMemoryToWhatHasRunOutOfIt() {
    RunResult result = run("fill", 1);
    assertThat(result.list(String.class)).containsExactly("kept 400");
    assertThat(outcome(result.run(), "0-1").verdict().orElseThrow().failureClass())
        .isEqualTo(FailureClass.HEAP_MEMORY);
  }

  @Test
  void keepsATimeLimitOfSecondsFromWhenTheCodeStarts() {
    RunOptions limited =
        RunOptions.ofDefaults().with(List.of("act=batch", "act=timeout:1s", "act=retry:0"));
    assertThat(stride.run(new Deeds(), Map.of(), limited).list(String.class))
        .containsExactly("hello 0");
    RunFailed failed =
        catchThrowableOfType(
            RunFailed.class, () -> stride.run(new Deeds(), Map.of("deed", "sleep"), limited));
    assertThat(failed).hasMessageContaining("in time: timeout 1s (raise @Timeout");
    assertThat(outcome(failed.run(), "0-1").status()).isEqualTo(Outcome.Status.TIMED_OUT);
  }

  @Test
  void leavesNoContainerAliveWhenARunIsStopped() {
    CompletableFuture<Throwable> end =
        CompletableFuture.supplyAsync(
            () -> catchThrowableOfType(RuntimeException.class, () -> run("sleep", 3)));
    await().atMost(Duration.ofMinutes(2)).until(() -> CLOUD.get().engine().running().size() == 3);
    stride.close();
    assertThat(CLOUD.get().engine().running()).isEmpty();
    assertThat(end.join()).isNotNull();
  }

  /** The orchestrator is killed while its containers run; they go on, and are taken over. */
  @Test
  void takesOverWhatAKilledOrchestratorHasLeft() throws Exception {
    Orchestrator orchestrator = Orchestrator.start(CLOUD.get().settings(), "nap", 2, "act=batch");
    String run = orchestrator.run();
    await().atMost(Duration.ofMinutes(2)).until(() -> CLOUD.get().engine().running().size() == 2);
    orchestrator.kill();
    assertThat(stride.store().find(run).status()).isEqualTo(RunStatus.INTERRUPTED);
    RunResult result = stride.resume(run, new Deeds(), onBatch("act"));
    assertThat(result.list(String.class)).containsExactly("rested 0", "rested 1");
    RunStore records = stride.store().find(result.run());
    assertThat(records.log("act", "1-1")).isEqualTo("slot 1 does nap\n");
    assertThat(jobsOf(run)).isPositive();
    assertThat(jobsOf(result.run())).isZero();
  }

  @Test
  void killsWhatAKilledOrchestratorHasLeft() throws Exception {
    Orchestrator orchestrator = Orchestrator.start(CLOUD.get().settings(), "sleep", 2, "act=batch");
    String run = orchestrator.run();
    await().atMost(Duration.ofMinutes(2)).until(() -> CLOUD.get().engine().running().size() == 2);
    orchestrator.kill();
    assertThat(stride.kill(run)).isEqualTo(RunStatus.CANCELLED);
    assertThat(CLOUD.get().engine().running()).isEmpty();
  }

  private static long jobsOf(String run) {
    return Pattern.compile("\"jobName\": *\"stride-" + run)
        .matcher(CLOUD.get().jobs())
        .results()
        .count();
  }

  @Test
  void handsAnyTextToTheEnvironmentIntact() {
    Map<String, String> settings = new HashMap<>(CLOUD.get().settings());
    settings.merge("stride.batch.environment", "ODD=" + ODD, (one, other) -> one + "," + other);
    try (Stride odd = Stride.with(Settings.of(settings))) {
      RunResult result = odd.run(new Deeds(), Map.of("deed", "environment"), onBatch("act"));
      assertThat(result.list(String.class)).containsExactly(ODD);
    }
  }

  private Outcome outcome(String run, String attempt) {
    return stride.store().find(run).attempts("act").stream()
        .filter(found -> found.name().equals(attempt))
        .flatMap(found -> found.outcome().stream())
        .findFirst()
        .orElseThrow();
  }
}
