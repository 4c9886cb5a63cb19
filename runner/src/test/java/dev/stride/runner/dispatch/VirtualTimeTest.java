// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.MemorySize;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.policy.Deadline;
import dev.stride.api.policy.Layer;
import dev.stride.api.policy.QueueLimit;
import dev.stride.api.policy.RetryPolicy;
import dev.stride.api.policy.StepPolicies;
import dev.stride.api.policy.TimeLimit;
import dev.stride.api.spi.StepAttempt;
import dev.stride.testing.fault.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Waits and limits of hours and years, by a clock that does not wait. */
class VirtualTimeTest {
  private static final Duration YEARS = Duration.ofDays(3 * 365);

  private final VirtualTime time = new VirtualTime(1);
  private final ResilientDispatcher dispatcher = new ResilientDispatcher(time, time, time::nanos);

  /** Attempts that take some time and then fail or succeed; an endless one heeds its stop late. */
  private final class Script implements AttemptStarter {
    private final Duration queue;
    private final Duration work;
    private final boolean succeeds;
    private final List<Long> started = new ArrayList<>();
    private final List<AttemptFailed> failures = new ArrayList<>();
    private int leaked;

    Script(Duration queue, Duration work, boolean succeeds) {
      this.queue = queue;
      this.work = work;
      this.succeeds = succeeds;
    }

    @Override
    public CompletionStage<StepAttempt> start(Request request) {
      CompletableFuture<StepAttempt> start = new CompletableFuture<>();
      after(queue, () -> start.complete(attempt()));
      return start;
    }

    private StepAttempt attempt() {
      started.add(time.nanos());
      CompletableFuture<Object> completion = new CompletableFuture<>();
      after(work, () -> end(completion));
      return new StepAttempt() {
        @Override
        public CompletionStage<Object> completion() {
          return completion;
        }

        @Override
        public void cancel() {}
      };
    }

    private void end(CompletableFuture<Object> completion) {
      if (succeeds) {
        completion.complete("done");
      } else {
        completion.completeExceptionally(new IllegalStateException("no"));
      }
    }

    @Override
    public void failed(AttemptFailed failure) {
      failures.add(failure);
    }

    @Override
    public void leaked(StepAttempt attempt) {
      leaked++;
    }
  }

  private void after(Duration delay, Runnable body) {
    time.schedule(body, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static StepPolicies retry(int times) {
    return StepPolicies.none().with(RetryPolicy.times(times));
  }

  private CompletableFuture<Object> run(StepPolicies policies, Script script) {
    StepDispatch dispatch =
        dispatcher.of("step", policies, MemorySize.parse("1GiB"), new RetryBucket(), Layer.THREAD);
    CompletableFuture<Object> end = dispatch.run("step 's'", script).toCompletableFuture();
    assertThat(time.runUntil(end::isDone)).isTrue();
    return end;
  }

  private static AttemptFailed failure(CompletableFuture<Object> end) {
    try {
      throw new AssertionError("it succeeded: " + end.join());
    } catch (CompletionException e) {
      return (AttemptFailed) e.getCause();
    }
  }

  @Test
  void waitsTwiceAsLongBeforeEachFurtherAttemptUpToTwoMinutes() {
    Script script = new Script(Duration.ZERO, Duration.ofSeconds(1), false);

    run(retry(90), script);

    assertThat(script.started).hasSize(91);
    for (int further = 1; further <= 90; further++) {
      double seconds = (script.started.get(further) - script.started.get(further - 1)) / 1e9 - 1;
      double middle = Math.min(120, Math.pow(2, further - 1));
      assertThat(seconds).isBetween(middle / 2, Math.min(120, middle * 1.5));
    }
  }

  @Test
  void keepsALimitOfYearsToTheNanosecond() {
    Script script = new Script(YEARS, YEARS.multipliedBy(2), true);

    AttemptFailed failed = failure(run(StepPolicies.none().with(TimeLimit.of(YEARS)), script));

    assertThat(failed.failureClass()).isEqualTo(FailureClass.TIMEOUT);
    assertThat(time.nanos()).isEqualTo(YEARS.multipliedBy(2).plus(Duration.ofSeconds(2)).toNanos());
    assertThat(script.leaked).isOne();
  }

  @Test
  void doesNotCountTheQueueAsTimeOfTheStep() {
    Script script = new Script(YEARS, Duration.ofMinutes(1), true);

    assertThat(run(StepPolicies.none().with(TimeLimit.of(Duration.ofMinutes(2))), script))
        .isCompletedWithValue("done");
  }

  @Test
  void givesUpInTheQueueAtItsLimit() {
    Script script = new Script(YEARS, Duration.ZERO, true);

    AttemptFailed failed =
        failure(run(StepPolicies.none().with(new QueueLimit(Duration.ofHours(5))), script));

    assertThat(failed.failureClass()).isEqualTo(FailureClass.QUEUE);
    assertThat(time.nanos()).isEqualTo(Duration.ofHours(5).toNanos());
  }

  @Test
  void makesNoAttemptThatTheDeadlineWouldForbid() {
    Script script = new Script(Duration.ZERO, Duration.ofMinutes(10), false);

    AttemptFailed failed =
        failure(run(retry(1_000).with(new Deadline(Duration.ofHours(1))), script));

    assertThat(script.started).hasSizeBetween(4, 6);
    assertThat(failed.thrown()).isNotNull();
    assertThat(time.nanos()).isLessThanOrEqualTo(Duration.ofMinutes(62).toNanos());
  }

  @Test
  void endsAsOneThingWhereSuccessAndLimitMeet() {
    Duration limit = Duration.ofSeconds(5);
    int successes = 0;
    int timeouts = 0;
    for (int trial = 0; trial < 10_000; trial++) {
      Script script = new Script(Duration.ZERO, limit, true);
      CompletableFuture<Object> end = run(StepPolicies.none().with(TimeLimit.of(limit)), script);
      time.advance(Duration.ofMinutes(1));
      assertThat(script.started).hasSize(1);
      if (end.isCompletedExceptionally()) {
        assertThat(script.failures).singleElement().isSameAs(failure(end));
        assertThat(failure(end).failureClass()).isEqualTo(FailureClass.TIMEOUT);
        timeouts++;
      } else {
        assertThat(script.failures).isEmpty();
        successes++;
      }
    }
    assertThat(successes).isGreaterThan(1_000);
    assertThat(timeouts).isGreaterThan(1_000);
  }
}
