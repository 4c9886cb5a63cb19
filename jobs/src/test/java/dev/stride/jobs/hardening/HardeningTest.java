// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.jobs.hardening.Ratios.Ratio;
import dev.stride.runner.RunFailed;
import dev.stride.runner.RunOptions;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.runner.execution.OnFailure;
import dev.stride.store.AttemptStore;
import dev.stride.store.Outcome;
import dev.stride.store.RunStore;
import dev.stride.store.SlotResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rungs of docs/guide/hardening.md, each with the failure that the one before it leaves. */
class HardeningTest {
  @TempDir private Path folder;
  private Stride stride;

  @BeforeEach
  void open() {
    stride = Stride.with(Settings.of(Map.of("stride.store", folder.resolve("store").toString())));
  }

  @AfterEach
  void close() {
    stride.close();
  }

  private Map<String, Object> parameters(Object... given) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("calls", folder.resolve("calls").toString());
    for (int index = 0; index < given.length; index += 2) {
      parameters.put((String) given[index], given[index + 1]);
    }
    return parameters;
  }

  private RunFailed failure(Map<String, Object> parameters, String... policies) {
    return catchThrowableOfType(
        RunFailed.class, () -> stride.run(new Ratios(), parameters, with(policies)));
  }

  private static RunOptions with(String... policies) {
    return RunOptions.ofDefaults().with(List.of(policies));
  }

  private List<Ratio> ratios(Map<String, Object> parameters, String... policies) {
    return stride.run(new Ratios(), parameters, with(policies)).value(Ratios.Report.class).ratios();
  }

  @Test
  void failsBareAtTheFirstThingThatGoesWrong() {
    assertThat(failure(parameters("refused", 2)))
        .hasMessage(
            "Cannot finish step 'companies': java.io.IOException: the service refuses call 1");
  }

  @Test
  void retriesWhatIsWorthAnotherAttempt() {
    RunFailed next = failure(parameters("refused", 2), "companies=retry:3");

    assertThat(next)
        .hasMessageContaining("'ratio' slot 1 (Company[symbol=DEF, price=900, earnings=0])")
        .hasMessageEndingWith("java.lang.ArithmeticException: / by zero");
    try (RunStore run = stride.store().find(next.run())) {
      assertThat(run.attempts("companies")).hasSize(3);
      assertThat(run.attempts("companies").get(0).outcome().flatMap(Outcome::verdict))
          .hasValueSatisfying(
              verdict -> assertThat(verdict.failureClass()).isEqualTo(FailureClass.EXCEPTION));
    }
  }

  @Test
  void catchesWhatNoAttemptWillMend() {
    assertThat(ratios(parameters(), "ratio=catch"))
        .containsExactly(new Ratio("ABC", 20), new Ratio("GHI", 15));
    assertThat(ratios(parameters(), "ratio=catch:noRatio"))
        .containsExactly(new Ratio("ABC", 20), new Ratio("DEF", -1), new Ratio("GHI", 15));
  }

  @Test
  void limitsTheTimeOfWhatMayNeverAnswer() {
    assertThat(ratios(parameters("silent", "ABC"), "ratio=timeout:200ms,catch:noRatio"))
        .containsExactly(new Ratio("ABC", -1), new Ratio("DEF", -1), new Ratio("GHI", 15));
  }

  @Test
  void retriesWithinTheTimeLimitOfEachAttemptAndCatchesTheLast() {
    String run =
        stride
            .run(
                new Ratios(),
                parameters("silent", "ABC"),
                with("ratio=retry:1,timeout:200ms,catch:noRatio"))
            .run();

    try (RunStore records = stride.store().find(run)) {
      List<Outcome.Status> ends =
          records.attempts("ratio").stream()
              .filter(attempt -> attempt.name().startsWith("0-"))
              .map(AttemptStore::outcome)
              .map(outcome -> outcome.orElseThrow().status())
              .toList();
      assertThat(ends)
          .containsExactly(
              Outcome.Status.TIMED_OUT, Outcome.Status.TIMED_OUT, Outcome.Status.FELL_BACK);
      List<SlotResult> slots = new ArrayList<>();
      records.readSlots("ratio").forEach(slots::add);
      assertThat(slots)
          .filteredOn(slot -> slot.slot() == 0)
          .first()
          .satisfies(slot -> assertThat(slot.kind()).isEqualTo(SlotResult.Kind.FALLBACK));
    }
  }

  @Test
  void refusesMemoryThatTheMachineDoesNotHave() {
    assertThat(
            catchThrowableOfType(
                StrideException.class,
                () -> stride.run(new Ratios(), parameters(), with("report=memory:900TiB"))))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessageStartingWith("Cannot place step 'report': needs 900 TiB, local has ");
  }

  @Test
  void runsTheOtherCompaniesWhenItKeepsGoing() {
    RunOptions keepsGoing = RunOptions.ofDefaults().onFailure(OnFailure.KEEP_GOING);
    RunFailed failed =
        catchThrowableOfType(
            RunFailed.class, () -> stride.run(new Ratios(), parameters(), keepsGoing));

    try (RunStore records = stride.store().find(failed.run())) {
      List<Integer> slots = new ArrayList<>();
      records.readSlots("ratio").forEach(slot -> slots.add(slot.slot()));
      assertThat(slots).containsExactlyInAnyOrder(0, 2);
    }
  }
}
