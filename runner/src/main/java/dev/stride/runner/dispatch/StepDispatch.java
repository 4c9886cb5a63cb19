// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.NonRetryable;
import dev.stride.api.policy.RetryPolicy;
import dev.stride.api.policy.StepPolicies;
import dev.stride.api.policy.TimeLimit;
import dev.stride.api.spi.StepAttempt;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The policies of one step as Resilience4j runs them. One object serves every task of the step.
 * Thread-safe.
 */
public final class StepDispatch {
  /** How long an attempt may go on after it was told to stop, before we go on without it. */
  private static final Duration INTERRUPT_GRACE = Duration.ofSeconds(2);

  private static final double JITTER = 0.5;

  private final String step;
  private final Retry retry;
  private final Optional<TimeLimit> limit;
  private final Optional<TimeLimiter> timeLimiter;
  private final ScheduledExecutorService timeouts;
  private final ScheduledExecutorService retries;

  StepDispatch(
      String step,
      StepPolicies policies,
      ScheduledExecutorService timeouts,
      ScheduledExecutorService retries) {
    this.step = step;
    this.retry = Retry.of(step, retryConfig(policies.retry().orElse(RetryPolicy.times(0))));
    this.limit = policies.timeLimit();
    this.timeLimiter = limit.map(set -> TimeLimiter.of(step, limiterConfig(set)));
    this.timeouts = timeouts;
    this.retries = retries;
  }

  private static RetryConfig retryConfig(RetryPolicy policy) {
    return RetryConfig.custom()
        .maxAttempts(policy.times() + 1)
        .intervalFunction(interval(policy))
        .retryOnException(failure -> isRetryable(policy, failure))
        .build();
  }

  private static IntervalFunction interval(RetryPolicy policy) {
    long first = policy.delay().toMillis();
    return first == 0
        ? attempt -> 0L
        : IntervalFunction.ofExponentialRandomBackoff(
            first, 2, JITTER, RetryPolicy.MAX_DELAY.toMillis());
  }

  private static TimeLimiterConfig limiterConfig(TimeLimit limit) {
    return TimeLimiterConfig.custom().timeoutDuration(limit.duration()).build();
  }

  /** User and resource failures only; an error, an exempt type or a broken set-up stays broken. */
  private static boolean isRetryable(RetryPolicy policy, Throwable failure) {
    if (!(failure instanceof AttemptFailed failed)) {
      return false;
    }
    Throwable thrown = failed.thrown();
    boolean transientKind =
        failed.kind() == FailureKind.USER
            || failed.kind() == FailureKind.RESOURCES
            || failed.kind() == FailureKind.EXTERNAL;
    return transientKind
        && !(thrown instanceof NonRetryable)
        && !(thrown instanceof Error && !(thrown instanceof OutOfMemoryError))
        && typesOf(thrown.getClass()).stream().noneMatch(policy.except()::contains);
  }

  private static List<String> typesOf(Class<?> thrown) {
    List<String> names = new ArrayList<>();
    for (Class<?> type = thrown; type != null; type = type.getSuperclass()) {
      names.add(type.getName());
      for (Class<?> implemented : type.getInterfaces()) {
        names.add(implemented.getName());
      }
    }
    return names;
  }

  /** Whether attempts run alone, so that each can be stopped by itself. */
  public boolean isTimed() {
    return timeLimiter.isPresent();
  }

  /**
   * Makes the attempts of one task.
   *
   * @return what the successful attempt yields; fails with {@link AttemptFailed}
   */
  public CompletionStage<@Nullable Object> run(String task, AttemptStarter starter) {
    return retrying(
        starter, number -> guarded(starter, number).thenCompose(attempt -> awaited(task, attempt)));
  }

  /**
   * Goes on with a task whose first attempt has failed already.
   *
   * @return what a later attempt yields; fails with {@link AttemptFailed}
   */
  public CompletionStage<@Nullable Object> afterFailure(
      String task, Throwable thrown, AttemptStarter starter) {
    return retrying(
        starter,
        number ->
            number == 1
                ? CompletableFuture.failedFuture(thrown)
                : guarded(starter, number).thenCompose(attempt -> awaited(task, attempt)));
  }

  private interface NumberedAttempt {
    CompletionStage<@Nullable Object> make(int number);
  }

  private CompletionStage<@Nullable Object> retrying(
      AttemptStarter starter, NumberedAttempt attempts) {
    AtomicInteger number = new AtomicInteger();
    return retry.executeCompletionStage(
        retries,
        () -> {
          int attempt = number.incrementAndGet();
          return attempts
              .make(attempt)
              .exceptionallyCompose(thrown -> failed(starter, attempt, unwrapped(thrown)));
        });
  }

  /** A starter that throws must fail the stage: Resilience4j would wait for ever. */
  private static CompletionStage<StepAttempt> guarded(AttemptStarter starter, int number) {
    try {
      return starter.start(number);
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static CompletionStage<@Nullable Object> failed(
      AttemptStarter starter, int attempt, Throwable thrown) {
    AttemptFailed failure = new AttemptFailed(attempt, thrown);
    starter.failed(failure);
    return CompletableFuture.failedFuture(failure);
  }

  private static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? unwrapped(cause) : thrown;
  }

  private CompletionStage<@Nullable Object> awaited(String task, StepAttempt attempt) {
    if (timeLimiter.isEmpty()) {
      return attempt.completion();
    }
    // The limiter completes the future that it is given: it gets one of its own.
    CompletableFuture<@Nullable Object> own =
        attempt.completion().toCompletableFuture().thenApply(value -> value);
    return timeLimiter
        .get()
        .executeCompletionStage(timeouts, () -> own)
        .exceptionallyCompose(
            thrown ->
                unwrapped(thrown) instanceof TimeoutException && !isDone(attempt)
                    ? stopped(task, attempt)
                    : attempt.completion());
  }

  private static boolean isDone(StepAttempt attempt) {
    return attempt.completion().toCompletableFuture().isDone();
  }

  /** Tells the attempt to stop and waits for it, but not for ever: code may ignore interrupts. */
  private CompletionStage<@Nullable Object> stopped(String task, StepAttempt attempt) {
    attempt.cancel();
    AttemptTimedOut timedOut = new AttemptTimedOut(task, limit.orElseThrow());
    CompletableFuture<Boolean> ended =
        attempt.completion().toCompletableFuture().handle((value, thrown) -> true);
    return ended
        .completeOnTimeout(false, INTERRUPT_GRACE.toMillis(), TimeUnit.MILLISECONDS)
        .thenCompose(stopped -> CompletableFuture.failedFuture(timedOut));
  }

  @Override
  public String toString() {
    return "dispatch of " + step;
  }
}
