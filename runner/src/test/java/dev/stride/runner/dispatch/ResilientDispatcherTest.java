// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.api.MemorySize;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Deadline;
import dev.stride.api.policy.Layer;
import dev.stride.api.policy.QueueLimit;
import dev.stride.api.policy.RetryPolicy;
import dev.stride.api.policy.StepPolicies;
import dev.stride.api.policy.TimeLimit;
import dev.stride.api.spi.StepAttempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pitfalls of asynchronous retry and time limit, each closed. */
class ResilientDispatcherTest {
  private final ResilientDispatcher dispatcher = new ResilientDispatcher();

  @AfterEach
  void close() {
    dispatcher.close();
  }

  /** An attempt that ends when the test says so. */
  private static final class ManualAttempt implements StepAttempt {
    private final CompletableFuture<Object> completion = new CompletableFuture<>();
    private boolean cancelled;

    static ManualAttempt of(Object value) {
      ManualAttempt attempt = new ManualAttempt();
      attempt.completion.complete(value);
      return attempt;
    }

    static ManualAttempt failed(Throwable thrown) {
      ManualAttempt attempt = new ManualAttempt();
      attempt.completion.completeExceptionally(thrown);
      return attempt;
    }

    @Override
    public CompletionStage<Object> completion() {
      return completion;
    }

    @Override
    public void cancel() {
      cancelled = true;
      completion.completeExceptionally(new InterruptedException());
    }
  }

  /** Starts what the test wants and remembers the failures it hears of. */
  private static final class Script implements AttemptStarter {
    private final IntFunction<StepAttempt> attempts;
    private final List<Integer> started = new ArrayList<>();
    private final List<AttemptFailed> failures = new ArrayList<>();
    private boolean cancelled;

    Script(IntFunction<StepAttempt> attempts) {
      this.attempts = attempts;
    }

    @Override
    public CompletionStage<StepAttempt> start(Request request) {
      started.add(request.attempt());
      return CompletableFuture.completedFuture(attempts.apply(request.attempt()));
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public void failed(AttemptFailed failure) {
      failures.add(failure);
    }
  }

  private static StepPolicies retry(int times) {
    return StepPolicies.none().with(RetryPolicy.times(times).delayedBy(Duration.ZERO));
  }

  private Object value(StepPolicies policies, Script script) {
    return dispatch(policies).run("step 's'", script).toCompletableFuture().join();
  }

  private StepDispatch dispatch(StepPolicies policies) {
    return dispatcher.of(
        "step", policies, MemorySize.parse("1GiB"), new RetryBucket(), Layer.THREAD);
  }

  private AttemptFailed failure(StepPolicies policies, Script script) {
    CompletionException thrown =
        catchThrowableOfType(CompletionException.class, () -> value(policies, script));
    return (AttemptFailed) thrown.getCause();
  }

  @Test
  void makesOneAttemptWithoutPolicies() {
    Script script = new Script(attempt -> ManualAttempt.failed(new IllegalStateException("no")));
    AttemptFailed failed = failure(StepPolicies.none(), script);
    assertThat(failed.attempt()).isEqualTo(1);
    assertThat(failed.kind()).isEqualTo(FailureKind.USER);
    assertThat(failed.thrown()).hasMessage("no");
    assertThat(script.started).containsExactly(1);
    assertThat(script.failures).containsExactly(failed);
  }

  @Test
  void numbersAttemptsFromOneAndYieldsTheFirstValue() {
    Script script =
        new Script(
            attempt ->
                attempt < 3
                    ? ManualAttempt.failed(new IllegalStateException("no " + attempt))
                    : ManualAttempt.of("yes"));
    assertThat(value(retry(5), script)).isEqualTo("yes");
    assertThat(script.started).containsExactly(1, 2, 3);
    assertThat(script.failures).extracting(AttemptFailed::attempt).containsExactly(1, 2);
  }

  @Test
  void yieldsNullAsAValue() {
    assertThat(value(retry(5), new Script(attempt -> ManualAttempt.of(null)))).isNull();
  }

  @Test
  void countsAStarterThatThrowsAsAFailedAttemptAlsoLater() {
    Script script =
        new Script(
            attempt -> {
              if (attempt == 1) {
                return ManualAttempt.failed(new IllegalStateException("first"));
              }
              throw new IllegalStateException("cannot start " + attempt);
            });
    assertThat(failure(retry(2), script).thrown()).hasMessage("cannot start 3");
    assertThat(script.started).containsExactly(1, 2, 3);
  }

  @Test
  void neverRetriesACancellationOrABrokenSetUp() {
    Script cancelled =
        new Script(attempt -> ManualAttempt.failed(new CancellationException("over")));
    cancelled.cancelled = true;
    assertThat(failure(retry(5), cancelled).kind()).isEqualTo(FailureKind.CANCELLED);
    assertThat(cancelled.started).hasSize(1);
    Script broken =
        new Script(
            attempt ->
                ManualAttempt.failed(
                    new StrideException(FailureKind.CONFIGURATION, "Cannot read file: x")));
    AttemptFailed failed = failure(retry(5), broken);
    assertThat(broken.started).hasSize(1);
    assertThat(failed.isCatchable()).isFalse();
  }

  @Test
  void retriesWhenMemoryRanOut() {
    Script script =
        new Script(
            attempt ->
                attempt == 1
                    ? ManualAttempt.failed(new OutOfMemoryError("heap"))
                    : ManualAttempt.of(1));
    assertThat(value(retry(1), script)).isEqualTo(1);
    assertThat(script.failures.get(0).kind()).isEqualTo(FailureKind.RESOURCES);
  }

  @Test
  void cancelsAnAttemptThatIsOutOfTimeBeforeItStartsTheNext() {
    ManualAttempt slow = new ManualAttempt();
    Script script = new Script(attempt -> attempt == 1 ? slow : ManualAttempt.of("second"));
    StepPolicies policies = retry(1).with(TimeLimit.of(Duration.ofMillis(20)));
    assertThat(value(policies, script)).isEqualTo("second");
    assertThat(slow.cancelled).isTrue();
    assertThat(script.failures)
        .singleElement()
        .satisfies(
            failed ->
                assertThat(failed.thrown())
                    .isInstanceOf(AttemptTimedOut.class)
                    .hasMessage(
                        "Cannot finish step 's' in time: timeout 20ms (raise @Timeout, or make it"
                            + " faster)"));
  }

  @Test
  void tellsATimeoutOfTheCodeFromOneOfTheStep() {
    Script script =
        new Script(attempt -> ManualAttempt.failed(new TimeoutException("of a socket")));
    StepPolicies policies = StepPolicies.none().with(TimeLimit.of(Duration.ofHours(1)));
    assertThat(failure(policies, script).thrown())
        .isInstanceOf(TimeoutException.class)
        .hasMessage("of a socket");
  }

  @Test
  void goesOnAfterAFirstAttemptThatWasMadeElsewhere() {
    Script script = new Script(attempt -> ManualAttempt.of("attempt " + attempt));
    Object value =
        dispatch(retry(1))
            .afterFailure("step 's'", new IllegalStateException("first"), script)
            .toCompletableFuture()
            .join();
    assertThat(value).isEqualTo("attempt 2");
    assertThat(script.started).containsExactly(2);
    assertThat(script.failures).extracting(AttemptFailed::attempt).containsExactly(1);
  }

  @Test
  void endsAnAttemptAtTheDeadlineAndMakesNoOther() {
    ManualAttempt slow = new ManualAttempt();
    Script script = new Script(attempt -> slow);
    StepPolicies policies = retry(5).with(new Deadline(Duration.ofMillis(20)));
    AttemptFailed failed = failure(policies, script);
    assertThat(slow.cancelled).isTrue();
    assertThat(script.started).containsExactly(1);
    assertThat(failed.failureClass()).isEqualTo(FailureClass.TIMEOUT);
    assertThat(failed.thrown())
        .hasMessage(
            "Cannot finish step 's' in time: deadline 20ms (raise deadlineSeconds, or make it"
                + " faster)");
  }

  @Test
  void givesUpAnAttemptThatDoesNotStartInTimeAndTellsItsStarter() {
    List<AttemptStarter.Request> requests = new ArrayList<>();
    AttemptStarter stuck =
        new AttemptStarter() {
          @Override
          public CompletionStage<StepAttempt> start(Request request) {
            requests.add(request);
            return new CompletableFuture<>();
          }

          @Override
          public void failed(AttemptFailed failure) {}
        };
    StepPolicies policies = retry(5).with(new QueueLimit(Duration.ofMillis(20)));
    CompletionException thrown =
        catchThrowableOfType(
            CompletionException.class,
            () -> dispatch(policies).run("step 's'", stuck).toCompletableFuture().join());
    assertThat(thrown)
        .cause()
        .isInstanceOfSatisfying(
            AttemptFailed.class,
            failed -> {
              assertThat(failed.failureClass()).isEqualTo(FailureClass.QUEUE);
              assertThat(failed.thrown()).hasMessageStartingWith("Cannot start step 's' in time: ");
            });
    assertThat(requests)
        .singleElement()
        .satisfies(request -> assertThat(request.isWanted().getAsBoolean()).isFalse());
  }

  /** Waits in the queue of a service, which says why. */
  private static final class Queued implements AttemptStarter, StepAttempt {
    private final CompletableFuture<Object> completion = new CompletableFuture<>();
    private final List<AttemptFailed> failures = new ArrayList<>();

    @Override
    public CompletionStage<StepAttempt> start(Request request) {
      request.queued().accept(this);
      return new CompletableFuture<>();
    }

    @Override
    public void failed(AttemptFailed failure) {
      assertThat(completion).as("nothing of it is left").isDone();
      failures.add(failure);
    }

    @Override
    public CompletionStage<String> waitsFor() {
      return CompletableFuture.completedFuture("no machine is large enough");
    }

    @Override
    public CompletionStage<Object> completion() {
      return completion;
    }

    @Override
    public void cancel() {
      completion.completeExceptionally(new CancellationException());
    }
  }

  @Test
  void endsWhatWaitsInAQueueTooLongAndSaysWhatItWaitedFor() {
    Queued queued = new Queued();
    StepPolicies policies = retry(5).with(new QueueLimit(Duration.ofMillis(20)));
    assertThatThrownBy(
            () -> dispatch(policies).run("step 's'", queued).toCompletableFuture().join())
        .hasCauseInstanceOf(AttemptFailed.class);
    assertThat(queued.failures)
        .singleElement()
        .satisfies(
            failed ->
                assertThat(failed.thrown())
                    .hasMessage(
                        "Cannot start step 's' in time: queue 20ms (it waits: no machine is large"
                            + " enough; raise queueSeconds, or ask for less with @Resources)"));
  }

  @Test
  void endsWhatWaitsInAQueueAtTheDeadline() {
    Queued queued = new Queued();
    StepPolicies policies = retry(5).with(new Deadline(Duration.ofMillis(20)));
    assertThatThrownBy(
            () -> dispatch(policies).run("step 's'", queued).toCompletableFuture().join())
        .hasCauseInstanceOf(AttemptFailed.class);
    assertThat(queued.failures)
        .singleElement()
        .satisfies(failed -> assertThat(failed.failureClass()).isEqualTo(FailureClass.TIMEOUT));
  }

  @Test
  void takesWhatTheCodeThrowsForItsOwnEvenIfItLooksLikeACancellation() {
    Script script =
        new Script(
            attempt ->
                attempt == 1
                    ? ManualAttempt.failed(new InterruptedException("of its own"))
                    : ManualAttempt.of("yes"));
    assertThat(value(retry(1), script)).isEqualTo("yes");
  }

  @Test
  void waitsInTheBackgroundWithAConstantNumberOfThreads() {
    StepPolicies hours =
        StepPolicies.none().with(RetryPolicy.times(1).delayedBy(Duration.ofHours(1)));
    int before = Thread.activeCount();
    for (int run = 0; run < 10; run++) {
      StepDispatch dispatch = dispatch(hours);
      for (int task = 0; task < 1000; task++) {
        Script script =
            new Script(attempt -> ManualAttempt.failed(new IllegalStateException("no")));
        assertThat(dispatch.run("step 's'", script).toCompletableFuture()).isNotDone();
      }
    }
    assertThat(Thread.activeCount()).isLessThanOrEqualTo(before + 3);
  }
}
