// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.resilience4j.bulkhead.ThreadPoolBulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Resilience4j does, as far as the dispatch rests on it. A new version must pass. */
class R4jFactsTest {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private static RetryConfig.Builder<Object> retry(int attempts) {
    return RetryConfig.custom().maxAttempts(attempts).waitDuration(Duration.ofMillis(1));
  }

  private Object failing(Throwable thrown) throws Throwable {
    calls.incrementAndGet();
    throw thrown;
  }

  @Test
  void attemptsCountTheFirstCall() {
    Retry retry = Retry.of("r", retry(3).build());

    assertThatThrownBy(() -> retry.executeCheckedSupplier(() -> failing(new Exception("last"))))
        .hasMessage("last");
    assertThat(calls).hasValue(3);
  }

  @Test
  void thereIsAtLeastOneAttemptAndThreeByDefault() {
    assertThat(RetryConfig.ofDefaults().getMaxAttempts()).isEqualTo(3);
    assertThatThrownBy(() -> retry(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNegativeIntervalEndsAnAsynchronousRetry() {
    Retry retry =
        Retry.of(
            "r",
            RetryConfig.custom().maxAttempts(9).intervalBiFunction((attempt, end) -> -1L).build());

    Throwable thrown =
        catchThrowable(
            () ->
                retry
                    .executeCompletionStage(
                        timer,
                        () -> {
                          calls.incrementAndGet();
                          return CompletableFuture.failedFuture(new Exception("only"));
                        })
                    .toCompletableFuture()
                    .join());

    assertThat(thrown).hasRootCauseMessage("only");
    assertThat(calls).hasValue(1);
  }

  @Test
  void whatIsIgnoredWinsOverWhatIsRetried() {
    Retry retry =
        Retry.of(
            "r",
            retry(3)
                .retryExceptions(Exception.class)
                .ignoreExceptions(IllegalStateException.class)
                .build());

    assertThatThrownBy(
            () -> retry.executeCheckedSupplier(() -> failing(new IllegalStateException("no"))))
        .hasMessage("no");
    assertThat(calls).hasValue(1);
  }

  @Test
  void aJitteredBackoffStaysBelowItsCap() {
    IntervalFunction backoff = IntervalFunction.ofExponentialRandomBackoff(1000, 2, 0.5, 5000);

    for (int attempt = 1; attempt < 100; attempt++) {
      assertThat(backoff.apply(attempt)).isBetween(500L, 7500L);
    }
  }

  @Test
  void theTimeLimitOfAStageStopsNothing() {
    CompletableFuture<Object> work = new CompletableFuture<>();
    TimeLimiter limiter =
        TimeLimiter.of(
            TimeLimiterConfig.custom()
                .timeoutDuration(Duration.ofMillis(10))
                .cancelRunningFuture(true)
                .build());
    CompletableFuture<Object> shown = work.thenApply(value -> value);

    Throwable thrown =
        catchThrowable(
            () -> limiter.executeCompletionStage(timer, () -> shown).toCompletableFuture().join());

    assertThat(thrown).hasCauseInstanceOf(TimeoutException.class);
    assertThat(work).isNotDone();
  }

  @Test
  void theTimeLimitIsASecondByDefault() {
    assertThat(TimeLimiterConfig.ofDefaults().getTimeoutDuration())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aPoolOfThreadsQueuesAHundredTasksBeforeItGrows() {
    ThreadPoolBulkheadConfig config = ThreadPoolBulkheadConfig.ofDefaults();

    assertThat(config.getQueueCapacity()).isEqualTo(100);
    assertThat(config.getCoreThreadPoolSize())
        .isEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
  }

  @Test
  void longCallsThatSucceedOpenABreakerByDefault() {
    CircuitBreaker breaker = CircuitBreaker.ofDefaults("b");
    for (int call = 0; call < 100; call++) {
      breaker.onSuccess(61, TimeUnit.SECONDS);
    }

    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    assertThat(CircuitBreakerConfig.ofDefaults().getSlidingWindowSize()).isEqualTo(100);
  }

  @Test
  void aLimiterWhoseWorkEndsWithoutAValueDropsItsTimer() {
    ScheduledThreadPoolExecutor watched = new ScheduledThreadPoolExecutor(1);
    watched.setRemoveOnCancelPolicy(true);
    TimeLimiter limiter = TimeLimiter.of(Duration.ofHours(1));

    limiter
        .executeCompletionStage(watched, () -> CompletableFuture.completedFuture(null))
        .toCompletableFuture()
        .join();

    assertThat(watched.getQueue()).isEmpty();
    watched.shutdownNow();
  }
}
