// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.decorators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.api.Workflow;
import dev.stride.api.failure.Budget;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.jobs.decorators.DivideByZero.Quotient;
import dev.stride.runner.RunFailed;
import dev.stride.runner.RunOptions;
import dev.stride.runner.RunResult;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.AttemptStore;
import dev.stride.store.Outcome;
import dev.stride.store.RunStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each decorator of failures on the smallest workflow that needs it. */
class DecoratorsTest {
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

  private RunResult run(Workflow workflow, Map<String, ?> parameters, String... policies) {
    return stride.run(workflow, parameters, RunOptions.ofDefaults().with(List.of(policies)));
  }

  private RunFailed failure(Workflow workflow, Map<String, ?> parameters, String... policies) {
    return catchThrowableOfType(RunFailed.class, () -> run(workflow, parameters, policies));
  }

  private List<Outcome> outcomes(String run, String step, Optional<Integer> slot) {
    try (RunStore store = stride.store().find(run)) {
      return store.attempts(step, slot).stream()
          .map(AttemptStore::outcome)
          .flatMap(Optional::stream)
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"divide=thread", "divide=process"})
  void catchesADivisionByZeroInOneSlot(String layer) {
    RunResult result = run(new DivideByZero(), Map.of(), layer);

    assertThat(result.value(List.class))
        .isEqualTo(
            List.of(
                new Quotient(0, Optional.empty(), "/ by zero"),
                new Quotient(1, Optional.of(10), ""),
                new Quotient(2, Optional.of(5), "")));
    assertThat(outcomes(result.run(), "divide", Optional.of(0)))
        .extracting(Outcome::status)
        .containsExactly(Outcome.Status.FAILED, Outcome.Status.FAILED, Outcome.Status.FELL_BACK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tryLuck=thread", "tryLuck=process"})
  void triesAFlakyStepAgain(String layer) {
    Map<String, ?> parameters = Map.of("tries", folder.resolve("tries").toString());

    RunResult result = run(new BadLuck(), parameters, layer);

    assertThat(result.value(Integer.class)).isEqualTo(3);
    assertThat(outcomes(result.run(), "tryLuck", Optional.empty()))
        .extracting(Outcome::status)
        .containsExactly(Outcome.Status.FAILED, Outcome.Status.FAILED, Outcome.Status.SUCCEEDED);
  }

  @Test
  void givesUpAFlakyStepWhoseAttemptsAreUsedUp() {
    Map<String, ?> parameters = Map.of("tries", folder.resolve("tries").toString(), "failures", 9);

    assertThat(failure(new BadLuck(), parameters))
        .hasMessage(
            "Cannot finish step 'tryLuck' after 4 attempts: java.io.IOException: bad luck in"
                + " attempt 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"work=thread", "work=process"})
  void endsEachAttemptAtItsTimeLimit(String layer) {
    RunFailed failed = failure(new TooSlow(), Map.of(), layer);

    assertThat(failed)
        .hasMessage(
            "Cannot finish step 'work' in time: timeout 1s (raise @Timeout, or make it faster)");
    assertThat(outcomes(failed.run(), "work", Optional.empty()))
        .extracting(Outcome::status)
        .containsExactly(Outcome.Status.TIMED_OUT, Outcome.Status.TIMED_OUT);
  }

  @Test
  void leavesAloneAStepThatIsInTime() {
    assertThat(run(new TooSlow(), Map.of("seconds", 0)).value(Integer.class)).isZero();
  }

  @Test
  void asksForMoreMemoryAsFarAsTheDecoratorLetsIt() {
    RunResult result = run(new LongString(), Map.of("mebibytes", 1000));

    assertThat(result.value(Long.class)).isEqualTo(1000L << 20);
    assertThat(outcomes(result.run(), "length", Optional.empty()))
        .first()
        .extracting(outcome -> outcome.verdict().orElseThrow())
        .satisfies(
            verdict -> {
              assertThat(verdict.failureClass()).isEqualTo(FailureClass.HEAP_MEMORY);
              assertThat(verdict.paidBy()).isEqualTo(Budget.ESCALATION);
            });
  }

  @Test
  void refusesATextThatIsTooLongForItsMemoryAndPassesItWithMore() {
    RunFailed failed = failure(new LongString(), Map.of("mebibytes", 8192));

    assertThat(failed)
        .hasMessage(
            "Cannot finish step 'length' after 2 attempts: Its process ended with exit code 3 and"
                + " without a result: its heap of 1536 MiB was exhausted (ask for more by"
                + " @Resources(memory), or need less)");
    assertThat(failed.kind()).isEqualTo(FailureKind.RESOURCES);
    assertThat(
            run(new LongString(), Map.of("mebibytes", 1800), "length=memory:3GiB")
                .value(Long.class))
        .isEqualTo(1800L << 20);
  }
}
