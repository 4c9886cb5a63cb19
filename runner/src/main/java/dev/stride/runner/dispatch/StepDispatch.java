// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.MemorySize;
import dev.stride.api.policy.RetryPolicy;
import dev.stride.api.policy.StepPolicies;
import dev.stride.api.policy.TimeLimit;
import dev.stride.api.spi.StepAttempt;
import dev.stride.runner.dispatch.NextAttempt.Again;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The policies of one step as Resilience4j runs them. One object serves every task of the step.
 * Thread-safe.
 */
public final class StepDispatch {
  private final String step;
  private final StepPolicies policies;
  private final MemorySize machineMemory;
  private final RetryBucket bucket;
  private final Retry retry;
  private final Optional<TimeLimiter> timeLimiter;
  private final ScheduledExecutorService timeouts;
  private final ScheduledExecutorService retries;
  private final LongSupplier nanos;
  private final Optional<Launches> launches;

  StepDispatch(
      String step,
      StepPolicies policies,
      MemorySize machineMemory,
      RetryBucket bucket,
      ScheduledExecutorService timeouts,
      ScheduledExecutorService retries,
      LongSupplier nanos,
      Optional<Launches> launches) {
    this.step = step;
    this.policies = policies;
    this.machineMemory = machineMemory;
    this.bucket = bucket;
    this.retry = Retry.of(step, retryConfig());
    this.timeLimiter = policies.timeLimit().map(set -> TimeLimiter.of(step, limiterConfig(set)));
    this.timeouts = timeouts;
    this.retries = retries;
    this.nanos = nanos;
    this.launches = launches;
  }

  /** What follows was decided when the failure was classified; here it is only read. */
  private static RetryConfig retryConfig() {
    return RetryConfig.<@Nullable Object>custom()
        .maxAttempts(Integer.MAX_VALUE)
        .intervalBiFunction((attempt, end) -> delay(end))
        .retryOnException(thrown -> thrown instanceof AttemptFailed failed && !failed.isLast())
        .build();
  }

  private static long delay(Either<Throwable, @Nullable Object> end) {
    return end.isLeft()
            && end.getLeft() instanceof AttemptFailed failed
            && failed.next() instanceof Again again
        ? again.delayMillis()
        : -1;
  }

  private static TimeLimiterConfig limiterConfig(TimeLimit limit) {
    return TimeLimiterConfig.custom().timeoutDuration(limit.duration()).build();
  }

  /** Whether attempts run alone, so that each can be stopped by itself. */
  public boolean isTimed() {
    return timeLimiter.isPresent()
        || policies.deadline().isPresent()
        || policies.queueLimit().isPresent();
  }

  /**
   * Makes the attempts of one task.
   *
   * @return what the successful attempt yields; fails with {@link AttemptFailed}
   */
  public CompletionStage<@Nullable Object> run(String task, AttemptStarter starter) {
    return new TaskDispatch(this, task, starter).run();
  }

  /**
   * Goes on with a task whose first attempt has failed already.
   *
   * @return what a later attempt yields; fails with {@link AttemptFailed}
   */
  public CompletionStage<@Nullable Object> afterFailure(
      String task, Throwable thrown, AttemptStarter starter) {
    return new TaskDispatch(this, task, starter).goOnAfter(thrown);
  }

  /** Launches an attempt, when the service that it is launched on is to be asked. */
  CompletionStage<StepAttempt> launch(
      BooleanSupplier isWanted, Supplier<CompletionStage<StepAttempt>> launch) {
    return launches.isPresent() ? launches.get().launch(isWanted, launch) : launch.get();
  }

  CompletionStage<@Nullable Object> retrying(Supplier<CompletionStage<@Nullable Object>> attempts) {
    return retry.executeCompletionStage(retries, attempts);
  }

  /** Without a decorator losses are the system's; with zero further attempts there is one. */
  RetryDecision decision() {
    return new RetryDecision(
        policies.retry().orElseGet(() -> RetryPolicy.times(0)),
        policies.retry().filter(set -> set.times() == 0).isPresent(),
        policies.resources(),
        machineMemory,
        bucket);
  }

  StepPolicies policies() {
    return policies;
  }

  Optional<TimeLimiter> timeLimiter() {
    return timeLimiter;
  }

  ScheduledExecutorService timeouts() {
    return timeouts;
  }

  /** Calls {@code body} when that time has passed; it must not block. */
  ScheduledFuture<?> after(Duration delay, Runnable body) {
    return timeouts.schedule(body, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  long nanos() {
    return nanos.getAsLong();
  }

  RetryBucket bucket() {
    return bucket;
  }

  @Override
  public String toString() {
    return "dispatch of " + step;
  }
}
