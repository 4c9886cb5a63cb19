// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.stride.api.MemorySize;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.policy.Layer;
import dev.stride.api.policy.RetryPolicy;
import dev.stride.api.policy.StepPolicies;
import dev.stride.api.policy.TimeLimit;
import dev.stride.api.spi.StepAttempt;
import io.github.resilience4j.retry.Retry;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Ten ways in which asynchronous retry and time limits go wrong, none of which the dispatch has.
 */
class R4jPitfallsTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final ResilientDispatcher dispatcher = new ResilientDispatcher();
  private final List<Integer> started = new ArrayList<>();
  private final List<AttemptFailed> failures = new ArrayList<>();
  private volatile boolean cancelled;

  @AfterEach
  void close() {
    dispatcher.close();
  }

  /** An attempt over a future of the test's. */
  private static final class Attempt implements StepAttempt {
    private final CompletableFuture<Object> work;
    private volatile boolean stopped;

    Attempt(CompletableFuture<Object> work) {
      this.work = work;
    }

    static Attempt failed(Throwable thrown) {
      return new Attempt(CompletableFuture.failedFuture(thrown));
    }

    static Attempt of(Object value) {
      return new Attempt(CompletableFuture.completedFuture(value));
    }

    @Override
    public CompletionStage<Object> completion() {
      return work;
    }

    @Override
    public Duration stopLimit() {
      return Duration.ofMillis(10);
    }

    @Override
    public void cancel() {
      stopped = true;
    }
  }

  private CompletableFuture<Object> dispatch(
      StepPolicies policies, IntFunction<StepAttempt> attempts) {
    AttemptStarter starter =
        new AttemptStarter() {
          @Override
          public CompletionStage<StepAttempt> start(Request request) {
            started.add(request.attempt());
            return CompletableFuture.completedFuture(attempts.apply(request.attempt()));
          }

          @Override
          public void failed(AttemptFailed failure) {
            failures.add(failure);
          }

          @Override
          public boolean isCancelled() {
            return cancelled;
          }
        };
    return dispatcher
        .of("s", policies, MemorySize.parse("1GiB"), new RetryBucket(), Layer.THREAD)
        .run("step 's'", starter)
        .toCompletableFuture();
  }

  private static StepPolicies retry(int times) {
    return StepPolicies.none().with(RetryPolicy.times(times).delayedBy(Duration.ZERO));
  }

  private static StepPolicies limited(int times) {
    return retry(times).with(TimeLimit.of(Duration.ofMillis(20)));
  }

  @Test
  void p1DoesNotHangWhereALaterAttemptThrowsAtOnce() {
    CompletableFuture<Object> end =
        dispatch(
            retry(2),
            attempt -> {
              if (attempt > 1) {
                throw new IllegalStateException("thrown, not returned");
              }
              return Attempt.failed(new IOException("first"));
            });

    assertThat(end).failsWithin(LONG).withThrowableThat().withMessageContaining("not returned");
    assertThat(started).containsExactly(1, 2, 3);
  }

  @Test
  void p2StopsTheWorkWhenItsTimeIsUp() {
    Attempt hanging = new Attempt(new CompletableFuture<>());

    assertThat(dispatch(limited(0), attempt -> hanging)).failsWithin(LONG);

    assertThat(hanging.stopped).isTrue();
  }

  @Test
  void p3LooksAtTheRunAndNotAtTheExceptionToKnowWhetherItWasCancelled() {
    assertThat(
            dispatch(
                retry(1),
                attempt ->
                    attempt == 1
                        ? Attempt.failed(new CancellationException("of the user's own"))
                        : Attempt.of("second")))
        .succeedsWithin(LONG)
        .isEqualTo("second");

    cancelled = true;
    assertThat(dispatch(retry(1), attempt -> Attempt.failed(new InterruptedException())))
        .failsWithin(LONG);
    assertThat(failures.get(failures.size() - 1).failureClass()).isEqualTo(FailureClass.CANCELLED);
    assertThat(started).containsExactly(1, 2, 1);
  }

  @Test
  void p4TreatsAnErrorThatIsThrownLikeOneThatIsReturned() {
    assertThat(dispatch(retry(3), attempt -> Attempt.failed(new AssertionError("returned"))))
        .failsWithin(LONG);
    assertThat(
            dispatch(
                retry(3),
                attempt -> {
                  throw new AssertionError("thrown");
                }))
        .failsWithin(LONG);

    assertThat(failures)
        .extracting(AttemptFailed::failureClass)
        .containsExactly(FailureClass.ERROR, FailureClass.ERROR);
    assertThat(started).containsExactly(1, 1);
  }

  @Test
  void p5NeverTriesAResultAgain() {
    IllegalStateException value = new IllegalStateException("a value like any other");

    assertThat(dispatch(retry(3), attempt -> Attempt.of(value)))
        .succeedsWithin(LONG)
        .isSameAs(value);
    assertThat(started).containsExactly(1);
  }

  @Test
  void p6RunsAVersionWhoseLimiterDropsItsTimer() throws URISyntaxException {
    Path jar = Path.of(Retry.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    assertThat(jar.getFileName().toString()).isEqualTo("resilience4j-retry-2.4.0.jar");
    assertThat(dispatch(limited(0), attempt -> Attempt.of(null))).succeedsWithin(LONG).isNull();
  }

  @Test
  void p7BlocksNobodyWhoCouldBeInterrupted() {
    Attempt hanging = new Attempt(new CompletableFuture<>());
    Thread.currentThread().interrupt();
    CompletableFuture<Object> end = dispatch(limited(0), attempt -> hanging);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(end).failsWithin(LONG);
    assertThat(hanging.stopped).isTrue();
  }

  @Test
  void p8LeavesTheFutureOfTheAttemptAlone() {
    CompletableFuture<Object> work = new CompletableFuture<>();

    assertThat(dispatch(limited(0), attempt -> new Attempt(work))).failsWithin(LONG);

    assertThat(work).isNotDone();
  }

  @Test
  void p9StopsWaitingForANextAttemptWhenTheRunIsCancelled() {
    CompletableFuture<Object> first = new CompletableFuture<>();
    CompletableFuture<Object> end = dispatch(retry(5), attempt -> new Attempt(first));

    cancelled = true;
    first.completeExceptionally(new IOException("while the run is being cancelled"));

    assertThat(catchThrowable(end::join)).hasCauseInstanceOf(AttemptFailed.class);
    assertThat(started).containsExactly(1);
  }

  @Test
  void p10MakesNoMoreAttemptsThanOneOwnerGrants() {
    assertThat(dispatch(retry(4), attempt -> Attempt.failed(new IOException("no"))))
        .failsWithin(LONG);

    await().until(() -> failures.size() == 5);
    assertThat(started).containsExactly(1, 2, 3, 4, 5);
  }
}
