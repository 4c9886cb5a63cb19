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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Steps as calls of functions under the service's own runtime, over a store on S3. */
class LambdaInContainersTest {
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

  private static RunOptions onLambda(String step, String... further) {
    List<String> policies = new ArrayList<>(List.of(step + "=lambda"));
    policies.addAll(List.of(further));
    return RunOptions.ofDefaults().with(policies);
  }

  private RunResult run(String deed, int slots, String... further) {
    return stride.run(new Deeds(), Map.of("deed", deed, "slots", slots), onLambda("act", further));
  }

  @Test
  void fitsTheModelsOfFlightDelaysAsThisMachineDoes() {
    RunResult inFunctions =
        stride.run(new FlightDelays(), Map.of(), onLambda("fitCarrier", "fitCarrier=timeout:2m"));
    Map<String, String> here = Map.of("stride.store", folder.resolve("here").toString());
    try (Stride local = Stride.with(Settings.of(here))) {
      RunResult onThreads = local.run(new FlightDelays(), Map.of(), RunOptions.ofDefaults());
      assertThat(inFunctions.value(Summary.class)).isEqualTo(onThreads.value(Summary.class));
    }
    assertThat(CLOUD.get().lambda().count("throttled")).isPositive();
  }

  @Test
  void bringsResultsAndOutputBackWhetherOrNotTheCallIsAwaited() {
    for (String limit : List.of("act=timeout:1m", "act=timeout:10m")) {
      RunResult result = run("greet", 3, limit);
      assertThat(result.list(String.class)).containsExactly("hello 0", "hello 1", "hello 2");
      RunStore records = stride.store().find(result.run());
      assertThat(records.log("act", "1-1")).isEqualTo("slot 1 does greet\n");
    }
  }

  @Test
  void makesOneFunctionForWhatIsEqual() {
    run("greet", 1, "act=timeout:1m");
    int made = CLOUD.get().lambda().functions().size();
    run("greet", 2, "act=timeout:1m");
    try (Stride other = Stride.with(Settings.of(CLOUD.get().settings()))) {
      other.run(new Deeds(), Map.of(), onLambda("act", "act=timeout:1m"));
    }
    assertThat(CLOUD.get().lambda().functions()).hasSize(made);
  }

  @Test
  void tellsWhatCodeHasThrown() {
    RunFailed failed =
        catchThrowableOfType(RunFailed.class, () -> run("throw", 1, "act=timeout:1m"));
    assertThat(failed)
        .hasMessageContaining("IllegalStateException: slot 0 cannot")
        .hasMessageContaining("2 attempts");
    assertThat(outcome(failed.run(), "0-1").verdict().orElseThrow().failureClass())
        .isEqualTo(FailureClass.EXCEPTION);
  }

  @Test
  void tellsThatCodeHasEndedItsProcess() {
    RunFailed failed =
        catchThrowableOfType(RunFailed.class, () -> run("exit", 1, "act=timeout:1m"));
    assertThat(failed).hasMessageContaining("exit code 7");
  }

  @Test
  void givesMoreMemoryToWhatHasRunOutOfIt() {
    RunResult result = run("fill", 1, "act=timeout:1m");
    assertThat(result.list(String.class)).containsExactly("kept 400");
    assertThat(outcome(result.run(), "0-1").verdict().orElseThrow().failureClass())
        .isEqualTo(FailureClass.HEAP_MEMORY);
  }

  @Test
  void keepsATimeLimitOfSecondsFromWhenTheCodeStarts() {
    RunFailed failed =
        catchThrowableOfType(
            RunFailed.class, () -> run("sleep", 1, "act=timeout:1s", "act=retry:0"));
    assertThat(failed).hasMessageContaining("in time: timeout 1s (raise @Timeout");
    assertThat(outcome(failed.run(), "0-1").status()).isEqualTo(Outcome.Status.TIMED_OUT);
  }

  @Test
  void leavesNoCallRunningWhenARunIsStopped() {
    int before = CLOUD.get().lambda().count("call");
    CompletableFuture<Throwable> end =
        CompletableFuture.supplyAsync(
            () ->
                catchThrowableOfType(
                    RuntimeException.class, () -> run("sleep", 3, "act=timeout:10m")));
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> CLOUD.get().lambda().count("call") == before + 3);
    stride.close();
    assertThat(CLOUD.get().lambda().running()).isZero();
    assertThat(end.join()).isNotNull();
  }

  @Test
  void takesOverWhatAKilledOrchestratorHasLeft() throws Exception {
    int before = CLOUD.get().lambda().count("call");
    Orchestrator orchestrator = Orchestrator.start(CLOUD.get().settings(), "nap", 2, "act=lambda");
    String run = orchestrator.run();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> CLOUD.get().lambda().count("call") == before + 2);
    orchestrator.kill();
    RunResult result = stride.resume(run, new Deeds(), onLambda("act"));
    assertThat(result.list(String.class)).containsExactly("rested 0", "rested 1");
    assertThat(CLOUD.get().lambda().count("call")).isEqualTo(before + 2);
  }

  @Test
  void killsWhatAKilledOrchestratorHasLeft() throws Exception {
    int before = CLOUD.get().lambda().count("call");
    Orchestrator orchestrator =
        Orchestrator.start(CLOUD.get().settings(), "sleep", 2, "act=lambda");
    String run = orchestrator.run();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> CLOUD.get().lambda().count("call") == before + 2);
    orchestrator.kill();
    assertThat(stride.kill(run)).isEqualTo(RunStatus.CANCELLED);
    assertThat(CLOUD.get().lambda().running()).isZero();
  }

  @Test
  void saysThatThereIsNoRole() {
    Map<String, String> settings = new HashMap<>(CLOUD.get().settings());
    settings.remove("stride.lambda.role");
    try (Stride poor = Stride.with(Settings.of(settings))) {
      RunFailed failed =
          catchThrowableOfType(
              RunFailed.class, () -> poor.run(new Deeds(), Map.of(), onLambda("act")));
      assertThat(failed).hasMessageContaining("it has no role (set stride.lambda.role to the ARN");
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
