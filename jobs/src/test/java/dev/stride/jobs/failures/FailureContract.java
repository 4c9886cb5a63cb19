// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stride.api.Dataset;
import dev.stride.api.failure.Budget;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.jobs.failures.Trial.Word;
import dev.stride.runner.RunFailed;
import dev.stride.runner.RunOptions;
import dev.stride.runner.RunResult;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.AttemptStore;
import dev.stride.store.Commit;
import dev.stride.store.Outcome;
import dev.stride.store.Outcome.Status;
import dev.stride.store.Outcome.Verdict;
import dev.stride.store.RunStatus;
import dev.stride.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a failure means, wherever the code runs that fails. */
public abstract class FailureContract {
  @TempDir private Path folder;
  private Stride stride;

  /** Where the step runs, as {@code --with} says it. */
  protected abstract String layer();

  /** Whether the step works on rows. */
  protected abstract boolean isOverRows();

  /** What the layer needs; a store in a folder of its own unless it says which. */
  protected Map<String, String> settings() {
    return Map.of();
  }

  /** Where attempts leave their marks. */
  protected String marks() {
    return folder.toString();
  }

  /** How many marks attempts have left. */
  protected long count(String what) throws IOException {
    Path file = folder.resolve(what);
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** Leaves a mark for attempts to find. */
  protected void mark(String what) {
    Marks.at(marks()).add(what);
  }

  /** In which an attempt starts for sure. */
  protected Duration patience() {
    return Duration.ofSeconds(3);
  }

  @BeforeEach
  void open() {
    Map<String, String> settings = new HashMap<>(settings());
    settings.putIfAbsent("stride.store", folder.resolve("store").toString());
    stride = Stride.with(Settings.of(settings));
  }

  @AfterEach
  void close() {
    stride.close();
  }

  private Map<String, Object> parameters(String deed, Object... more) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("deed", deed);
    parameters.put("folder", marks());
    parameters.put("rows", isOverRows());
    for (int index = 0; index < more.length; index += 2) {
      parameters.put((String) more[index], more[index + 1]);
    }
    return parameters;
  }

  private RunOptions options() {
    return RunOptions.ofDefaults().with(List.of("act=" + layer()));
  }

  private RunResult run(String deed, Object... more) {
    return stride.run(new Trial(), parameters(deed, more), options());
  }

  private RunFailed failure(String deed, Object... more) {
    RunFailed failed = catchThrowableOfType(RunFailed.class, () -> run(deed, more));
    assertThat(failed).as("the run of a step that does '%s'", deed).isNotNull();
    return failed;
  }

  private static String text(RunResult result) {
    Object value = result.results().get("");
    if (value instanceof Dataset<?> rows) {
      try (Stream<?> stream = rows.stream()) {
        return String.join(" ", stream.map(row -> ((Word) row).text()).sorted().toList());
      }
    }
    return (String) value;
  }

  private String fallback(String name) {
    return isOverRows() ? name + "OnRows" : name;
  }

  private List<Outcome> outcomes(String run) {
    try (RunStore store = stride.store().find(run)) {
      return store.attempts("act").stream()
          .map(AttemptStore::outcome)
          .flatMap(Optional::stream)
          .toList();
    }
  }

  private String log(String run, String attempt) {
    try (RunStore store = stride.store().find(run)) {
      return store.log("act", attempt);
    }
  }

  private List<Status> statuses(String run) {
    return outcomes(run).stream().map(Outcome::status).toList();
  }

  private Verdict lastVerdict(String run) {
    return outcomes(run).stream().flatMap(end -> end.verdict().stream()).reduce((a, b) -> b).get();
  }

  private Optional<Commit.Kind> commit(String run, String step) {
    try (RunStore store = stride.store().find(run)) {
      return store.committed(step).map(Commit::kind);
    }
  }

  @Test
  void runsWhereItIsToldTo() {
    String run = run("nothing").run();

    assertThat(outcomes(run)).extracting(Outcome::layer).containsExactly(layer());
  }

  @Test
  void makesAsManyAttemptsAsItNeedsUntilOneSucceeds() throws IOException {
    RunResult result = run("fail-twice", "retries", 3);

    assertThat(text(result)).isEqualTo("good morning");
    assertThat(statuses(result.run()))
        .containsExactly(Status.FAILED, Status.FAILED, Status.SUCCEEDED);
    assertThat(outcomes(result.run()).get(0).verdict())
        .hasValueSatisfying(
            verdict -> {
              assertThat(verdict.failureClass()).isEqualTo(FailureClass.EXCEPTION);
              assertThat(verdict.paidBy()).isEqualTo(Budget.USER);
            });
    assertThat(commit(result.run(), "act")).contains(Commit.Kind.NORMAL);
    assertThat(count("first")).isEqualTo(1);
  }

  @Test
  void makesExactlyOneAttemptWhereNoFurtherOnesAreGranted() throws IOException {
    RunFailed failed = failure("fail");

    assertThat(failed).hasMessageContaining("java.lang.IllegalStateException: no luck");
    assertThat(failed.kind()).isEqualTo(FailureKind.USER);
    assertThat(failed.step()).isEqualTo("act");
    assertThat(statuses(failed.run())).containsExactly(Status.FAILED);
    assertThat(commit(failed.run(), "act")).isEmpty();
    assertThat(count("act")).isEqualTo(1);
  }

  @Test
  void saysHowManyAttemptsItMade() {
    assertThat(failure("fail", "retries", 2))
        .hasMessageStartingWith("Cannot finish step 'act' after 3 attempts: ")
        .hasMessageContaining("java.lang.IllegalStateException: no luck");
  }

  @Test
  void doesNotTryAgainWhatIsExcepted() throws IOException {
    RunFailed failed = failure("refuse", "retries", 3, "except", RuntimeException.class.getName());

    assertThat(count("act")).isEqualTo(1);
    assertThat(lastVerdict(failed.run()).stopped())
        .isEqualTo("UnsupportedOperationException is not tried again");
  }

  @Test
  void stopsAtPoisonWhereThatIsAskedFor() throws IOException {
    RunFailed failed = failure("fail", "retries", 5, "poison", true);

    assertThat(count("act")).isEqualTo(2);
    assertThat(lastVerdict(failed.run()).stopped())
        .isEqualTo("it fails at the same place again: its input is poison");
    assertThat(lastVerdict(failed.run()).fingerprint())
        .startsWith("java.lang.IllegalStateException at dev.stride.jobs.failures.Trial.failIf(");
  }

  @Test
  void doesNotTryAnErrorAgain() throws IOException {
    RunFailed failed = failure("assert", "retries", 3);

    assertThat(failed).hasMessageContaining("java.lang.AssertionError: impossible");
    assertThat(count("act")).isEqualTo(1);
    assertThat(lastVerdict(failed.run()).failureClass()).isEqualTo(FailureClass.ERROR);
  }

  @Test
  void survivesAStackOverflow() throws IOException {
    RunFailed failed = failure("overflow", "retries", 3);

    assertThat(failed).hasMessageContaining("java.lang.StackOverflowError");
    assertThat(count("act")).isEqualTo(1);
    assertThat(text(run("nothing"))).isEqualTo("good morning");
  }

  @Test
  void suppliesTheFallbackAfterTheLastAttempt() throws IOException {
    RunResult result = run("fail", "retries", 1, "fallback", fallback("instead"));

    assertThat(text(result)).isEqualTo("instead: exception");
    assertThat(statuses(result.run()))
        .containsExactly(Status.FAILED, Status.FAILED, Status.FELL_BACK);
    assertThat(commit(result.run(), "act")).contains(Commit.Kind.FALLBACK);
    assertThat(count("act")).isEqualTo(2);
    assertThat(count("fallback")).isEqualTo(1);
  }

  @Test
  void saysBothFailuresIfTheFallbackFailsToo() {
    RunFailed failed = failure("fail", "fallback", fallback("alsoFails"));

    assertThat(failed)
        .hasMessage(
            "Cannot finish step 'act': java.lang.IllegalStateException: no luck; its fallback"
                + " failed too: java.lang.IllegalStateException: the fallback has no luck either");
    assertThat(statuses(failed.run())).containsExactly(Status.FAILED, Status.FALLBACK_FAILED);
    assertThat(log(failed.run(), "2")).contains("the fallback has no luck either", "alsoFails");
    assertThat(commit(failed.run(), "act")).isEmpty();
  }

  @Test
  void endsEachAttemptAtItsLimitAndThenFallsBack() throws IOException {
    RunResult result = run("wait", "retries", 1, "limit", 1500, "fallback", fallback("instead"));

    assertThat(text(result)).isEqualTo("instead: timeout");
    assertThat(statuses(result.run()))
        .containsExactly(Status.TIMED_OUT, Status.TIMED_OUT, Status.FELL_BACK);
    assertThat(count("act")).isEqualTo(2);
  }

  @Test
  void endsAllAttemptsAtTheDeadline() throws IOException {
    RunFailed failed = failure("wait", "retries", 5, "until", (int) patience().toMillis());

    assertThat(failed)
        .hasMessageContaining(
            "Cannot finish step 'act' in time: deadline " + patience().toSeconds() + "s (raise ");
    assertThat(statuses(failed.run())).containsExactly(Status.TIMED_OUT);
    assertThat(count("act")).isEqualTo(1);
  }

  @Test
  void neitherTriesAgainNorFallsBackWhenTheRunIsCancelled() throws Exception {
    FutureTask<RunFailed> run =
        new FutureTask<>(() -> failure("wait", "retries", 3, "fallback", fallback("instead")));
    new Thread(run).start();
    await().atMost(Duration.ofMinutes(1)).until(() -> count("act") > 0);

    stride.cancelAll();

    RunFailed failed = run.get();
    assertThat(failed.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(statuses(failed.run())).containsExactly(Status.CANCELLED);
    assertThat(count("act")).isEqualTo(1);
    assertThat(count("fallback")).isZero();
  }

  @Test
  void goesOnFromWhatHadFinished() throws IOException {
    RunFailed failed = failure("fail-unless-mended");
    assertThat(commit(failed.run(), "first")).contains(Commit.Kind.NORMAL);
    mark("mended");

    RunResult resumed = stride.resume(failed.run(), new Trial(), options());

    assertThat(text(resumed)).isEqualTo("good morning");
    assertThat(commit(resumed.run(), "first")).contains(Commit.Kind.CLONED);
    assertThat(count("first")).isEqualTo(1);
    assertThat(count("act")).isEqualTo(2);
  }
}
