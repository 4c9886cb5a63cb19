// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FunctionFailed;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Deadline;
import dev.stride.api.policy.QueueLimit;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.spi.StepAttempt;
import dev.stride.runner.dispatch.AttemptStarter.Request;
import dev.stride.runner.dispatch.NextAttempt.Again;
import dev.stride.runner.dispatch.NextAttempt.Stop;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one task, one after the other: {@code retry( start( time limit( attempt ) ) )},
 * all within the deadline. The fallback around it is the caller's, since it is an attempt of its
 * own.
 */
final class TaskDispatch {
  private final StepDispatch dispatch;
  private final String task;
  private final AttemptStarter starter;
  private final RetryDecision decision;

  /** The attempt that is waiting for its start; completing it ends the wait. */
  private volatile CompletableFuture<StepAttempt> starting = new CompletableFuture<>();

  /** The same, from when its backend has it. */
  private volatile @Nullable StepAttempt queued;

  private volatile @Nullable StepAttempt running;
  private volatile @Nullable CompletableFuture<@Nullable Object> ending;
  private volatile boolean overdue;

  /** Ends with the last attempt, or while the task waits for its next one if the run ends then. */
  private final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();

  private volatile Runnable forgetWaiting = () -> {};
  private volatile long deadlineNanos = Long.MAX_VALUE;
  private ResourceRequest resources;
  private int number;

  TaskDispatch(StepDispatch dispatch, String task, AttemptStarter starter) {
    this.dispatch = dispatch;
    this.task = task;
    this.starter = starter;
    this.decision = dispatch.decision();
    this.resources = dispatch.policies().resources();
  }

  CompletionStage<@Nullable Object> run() {
    return withinDeadline(() -> dispatch.retrying(this::nextAttempt));
  }

  CompletionStage<@Nullable Object> goOnAfter(Throwable thrown) {
    return withinDeadline(
        () ->
            dispatch.retrying(
                () -> {
                  if (number > 0) {
                    return nextAttempt();
                  }
                  number = 1;
                  return failed(thrown);
                }));
  }

  private interface Attempts {
    CompletionStage<@Nullable Object> start();
  }

  private CompletionStage<@Nullable Object> withinDeadline(Attempts attempts) {
    dispatch.policies().deadline().ifPresent(this::begin);
    ScheduledFuture<?> alarm = dispatch.policies().deadline().map(this::alarm).orElse(null);
    attempts
        .start()
        .whenComplete(
            (value, thrown) -> {
              if (alarm != null) {
                alarm.cancel(false);
              }
              if (thrown == null) {
                dispatch.bucket().giveBack();
                result.complete(value);
              } else {
                result.completeExceptionally(unwrapped(thrown));
              }
            });
    return result;
  }

  private void endWaiting() {
    result.completeExceptionally(new CancellationException("the run is over"));
  }

  private void begin(Deadline deadline) {
    deadlineNanos = dispatch.nanos() + deadline.duration().toNanos();
  }

  private ScheduledFuture<?> alarm(Deadline deadline) {
    return dispatch.after(deadline.duration(), () -> end(deadline));
  }

  private void end(Deadline deadline) {
    overdue = true;
    endQueued(starting, AttemptTimedOut.of(task, deadline));
    StepAttempt attempt = running;
    if (attempt != null) {
      attempt.cancel();
    }
    CompletableFuture<@Nullable Object> end = ending;
    if (attempt != null && end != null) {
      ScheduledFuture<?> unused =
          dispatch.after(attempt.stopLimit(), () -> leave(attempt, end, deadline));
    }
  }

  private void leave(
      StepAttempt attempt, CompletableFuture<@Nullable Object> end, Deadline deadline) {
    if (!isDone(attempt)) {
      starter.leaked(attempt);
    }
    end.completeExceptionally(AttemptTimedOut.of(task, deadline));
  }

  private long millisLeft() {
    long deadline = deadlineNanos;
    return deadline == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : Math.max(0, (deadline - dispatch.nanos()) / 1_000_000);
  }

  /** A starter that throws must fail the stage: Resilience4j would wait for ever. */
  private CompletionStage<@Nullable Object> nextAttempt() {
    forgetWaiting.run();
    if (result.isDone()) {
      return result;
    }
    number++;
    CompletionStage<@Nullable Object> end;
    try {
      end = started().thenCompose(this::awaited);
    } catch (Throwable e) {
      end = CompletableFuture.failedFuture(e);
    }
    return end.exceptionallyCompose(thrown -> failed(unwrapped(thrown)));
  }

  private CompletionStage<StepAttempt> started() {
    CompletableFuture<StepAttempt> start = new CompletableFuture<>();
    starting = start;
    queued = null;
    dispatch.policies().queueLimit().ifPresent(limit -> limit(start, limit));
    Request request =
        new Request(number, resources, () -> !start.isDone() && !overdue, this::queue);
    dispatch
        .launch(request.isWanted(), () -> starter.start(request))
        .whenComplete(
            (attempt, thrown) -> {
              if (attempt == null) {
                start.completeExceptionally(
                    thrown == null ? new IllegalStateException("no attempt") : unwrapped(thrown));
              } else if (!start.complete(attempt)) {
                attempt.cancel();
              }
            });
    return start;
  }

  private void queue(StepAttempt attempt) {
    queued = attempt;
    if (overdue) {
      attempt.cancel();
    }
  }

  private void limit(CompletableFuture<StepAttempt> start, QueueLimit limit) {
    ScheduledFuture<?> alarm = dispatch.after(limit.duration(), () -> endQueue(start, limit));
    start.minimalCompletionStage().whenComplete((attempt, thrown) -> alarm.cancel(false));
  }

  private void endQueue(CompletableFuture<StepAttempt> start, QueueLimit limit) {
    StepAttempt attempt = queued;
    CompletionStage<String> reason =
        attempt == null ? CompletableFuture.completedFuture("") : attempt.waitsFor();
    CompletionStage<Void> unused =
        reason
            .exceptionally(thrown -> "")
            .thenAccept(text -> endQueued(start, AttemptTimedOut.of(task, limit, text)));
  }

  /** Nothing of it may start any more; nobody waits longer for that than its backend promises. */
  private void endQueued(CompletableFuture<StepAttempt> start, AttemptTimedOut failure) {
    StepAttempt attempt = queued;
    if (attempt == null || start.isDone()) {
      start.completeExceptionally(failure);
      return;
    }
    ScheduledFuture<?> alarm =
        dispatch.after(attempt.stopLimit(), () -> start.completeExceptionally(failure));
    attempt.cancel();
    attempt
        .completion()
        .whenComplete(
            (value, thrown) -> {
              alarm.cancel(false);
              start.completeExceptionally(failure);
            });
  }

  private CompletionStage<@Nullable Object> awaited(StepAttempt attempt) {
    CompletionStage<@Nullable Object> limited =
        dispatch.timeLimiter().isEmpty() ? attempt.completion() : limited(attempt);
    if (dispatch.policies().deadline().isEmpty()) {
      return limited;
    }
    // The deadline may complete it: it gets one of its own.
    CompletableFuture<@Nullable Object> end =
        limited.toCompletableFuture().thenApply(value -> value);
    ending = end;
    running = attempt;
    if (overdue) {
      dispatch.policies().deadline().ifPresent(this::end);
    }
    return end;
  }

  private CompletionStage<@Nullable Object> limited(StepAttempt attempt) {
    // The limiter completes the future that it is given: it gets one of its own.
    CompletableFuture<@Nullable Object> own =
        attempt.completion().toCompletableFuture().thenApply(value -> value);
    return dispatch
        .timeLimiter()
        .orElseThrow()
        .executeCompletionStage(dispatch.timeouts(), () -> own)
        .exceptionallyCompose(
            thrown ->
                unwrapped(thrown) instanceof TimeoutException && !isDone(attempt)
                    ? stopped(attempt)
                    : attempt.completion());
  }

  private static boolean isDone(StepAttempt attempt) {
    return attempt.completion().toCompletableFuture().isDone();
  }

  /** Tells the attempt to stop and waits for it, but not for ever: code may ignore interrupts. */
  private CompletionStage<@Nullable Object> stopped(StepAttempt attempt) {
    attempt.cancel();
    AttemptTimedOut timedOut =
        AttemptTimedOut.of(task, dispatch.policies().timeLimit().orElseThrow());
    CompletableFuture<Boolean> stopped =
        attempt.completion().toCompletableFuture().handle((value, thrown) -> true);
    ScheduledFuture<?> alarm = dispatch.after(attempt.stopLimit(), () -> stopped.complete(false));
    return stopped.thenCompose(
        inTime -> {
          alarm.cancel(false);
          if (!inTime) {
            starter.leaked(attempt);
          }
          return CompletableFuture.failedFuture(timedOut);
        });
  }

  private CompletionStage<@Nullable Object> failed(Throwable thrown) {
    running = null;
    Throwable cause =
        overdue && !starter.isCancelled()
            ? AttemptTimedOut.of(task, dispatch.policies().deadline().orElseThrow())
            : FunctionFailed.unwrapped(thrown);
    AttemptFailed failure = classified(cause);
    starter.failed(failure);
    if (!failure.isLast()) {
      forgetWaiting = starter.onCancel(this::endWaiting);
    }
    return CompletableFuture.failedFuture(failure);
  }

  private AttemptFailed classified(Throwable thrown) {
    if (starter.isCancelled() && !hasEndedThisProcess(thrown)) {
      Stop stop = new Stop("the run is over");
      return new AttemptFailed(number, FailureClass.CANCELLED, stop, thrown);
    }
    FailureClass failureClass = Classifier.classify(thrown);
    NextAttempt next = decision.after(failureClass, thrown, millisLeft());
    if (next instanceof Again again) {
      resources = again.resources();
    }
    return new AttemptFailed(number, failureClass, next, thrown);
  }

  /** Then that is why the run is over. */
  private static boolean hasEndedThisProcess(Throwable thrown) {
    return thrown instanceof StrideException known && known.failureClass() == FailureClass.EXIT;
  }

  static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? unwrapped(cause) : thrown;
  }
}
