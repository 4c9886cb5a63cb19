// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.policy.Layer;
import dev.stride.api.spi.StepAttempt;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The launches of attempts on a layer whose service is outside of this machine: so many at once and
 * so many a second, and none for a while when most have failed for reasons of the service. A launch
 * that has to wait, or that the service throttles, costs no attempt and blocks no thread; how long
 * the attempts themselves take, and how they end, is no matter here. Thread-safe.
 */
final class Launches {
  /** What services of this kind stand without being asked first. */
  private static final int AT_ONCE = 25;

  private static final int PER_SECOND = 20;

  private static final int WINDOW = 20;
  private static final int LEAST_LAUNCHES = 10;
  private static final int MOST_FAILED_PERCENT = 50;
  private static final int PROBES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final long AGAIN_MILLIS = 500;
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(AGAIN_MILLIS);
  private static final long MOST_MILLIS = 60_000;

  private final ScheduledExecutorService timer;
  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;
  private final RateLimiter rate;

  Launches(Layer layer, ScheduledExecutorService timer, Duration pause) {
    this.timer = timer;
    String name = layer.toString();
    this.breaker = CircuitBreaker.of(name, breakerConfig(pause));
    this.bulkhead =
        Bulkhead.of(
            name,
            BulkheadConfig.custom()
                .maxConcurrentCalls(AT_ONCE)
                .maxWaitDuration(Duration.ZERO)
                .build());
    this.rate =
        RateLimiter.of(
            name,
            RateLimiterConfig.custom()
                .limitForPeriod(PER_SECOND)
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(Duration.ofDays(1))
                .build());
  }

  Launches(Layer layer, ScheduledExecutorService timer) {
    this(layer, timer, PAUSE);
  }

  /** A launch may be slow: it waits for machines. Only the service's own refusals count. */
  private static CircuitBreakerConfig breakerConfig(Duration pause) {
    return CircuitBreakerConfig.custom()
        .slidingWindowSize(WINDOW)
        .minimumNumberOfCalls(LEAST_LAUNCHES)
        .failureRateThreshold(MOST_FAILED_PERCENT)
        .slowCallDurationThreshold(Duration.ofDays(365))
        .permittedNumberOfCallsInHalfOpenState(PROBES)
        .waitDurationInOpenState(pause)
        .recordException(Launches::isOfService)
        .build();
  }

  private static boolean isOfService(Throwable thrown) {
    return Classifier.classify(thrown) == FailureClass.UNAVAILABLE;
  }

  /**
   * Launches an attempt when the service is to be asked again.
   *
   * @param isWanted whether it is still to be launched
   * @param launch its result fails, as does the returned stage, where the attempt has not started
   * @return the attempt, as soon as its code has started
   */
  CompletionStage<StepAttempt> launch(
      BooleanSupplier isWanted, Supplier<CompletionStage<StepAttempt>> launch) {
    CompletableFuture<StepAttempt> launched = new CompletableFuture<>();
    new Launch(isWanted, launch, launched).begin();
    return launched;
  }

  /** One launch with its waits. */
  private final class Launch {
    private final BooleanSupplier isWanted;
    private final Supplier<CompletionStage<StepAttempt>> launch;
    private final CompletableFuture<StepAttempt> launched;
    private int throttled;

    Launch(
        BooleanSupplier isWanted,
        Supplier<CompletionStage<StepAttempt>> launch,
        CompletableFuture<StepAttempt> launched) {
      this.isWanted = isWanted;
      this.launch = launch;
      this.launched = launched;
    }

    void begin() {
      long nanos = rate.reservePermission();
      if (nanos > 0) {
        later(nanos, this::admit);
      } else {
        admit();
      }
    }

    /** Who is no longer wanted goes through, to be refused where it would start. */
    private void admit() {
      if (!isWanted.getAsBoolean()) {
        asked().whenComplete(this::end);
      } else if (!breaker.tryAcquirePermission()) {
        later(AGAIN_NANOS, this::admit);
      } else if (!bulkhead.tryAcquirePermission()) {
        breaker.releasePermission();
        later(AGAIN_NANOS, this::admit);
      } else {
        call();
      }
    }

    private void call() {
      long started = breaker.getCurrentTimestamp();
      asked()
          .whenComplete(
              (attempt, thrown) -> {
                bulkhead.onComplete();
                note(breaker.getCurrentTimestamp() - started, thrown);
                if (thrown != null && isThrottled(thrown) && isWanted.getAsBoolean()) {
                  later(TimeUnit.MILLISECONDS.toNanos(backoff()), this::begin);
                } else {
                  end(attempt, thrown);
                }
              });
    }

    private void later(long nanos, Runnable body) {
      Future<?> unused = timer.schedule(body, nanos, TimeUnit.NANOSECONDS);
    }

    private CompletionStage<StepAttempt> asked() {
      try {
        return launch.get();
      } catch (Throwable e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    private void note(long duration, @Nullable Throwable thrown) {
      if (thrown == null) {
        breaker.onSuccess(duration, breaker.getTimestampUnit());
      } else {
        breaker.onError(duration, breaker.getTimestampUnit(), TaskDispatch.unwrapped(thrown));
      }
    }

    private boolean isThrottled(Throwable thrown) {
      return Classifier.classify(TaskDispatch.unwrapped(thrown)) == FailureClass.THROTTLED;
    }

    private long backoff() {
      throttled++;
      return RetryDecision.backoff(AGAIN_MILLIS, MOST_MILLIS, throttled);
    }

    private void end(@Nullable StepAttempt attempt, @Nullable Throwable thrown) {
      if (attempt != null) {
        launched.complete(attempt);
      } else {
        launched.completeExceptionally(
            thrown == null ? new IllegalStateException("no attempt") : thrown);
      }
    }
  }
}
