// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.backend.batch.service.Backoff;
import dev.stride.backend.batch.service.Pace;
import dev.stride.backend.batch.service.ServiceFailures;
import dev.stride.backend.batch.service.ServiceThreads;
import dev.stride.backend.batch.service.TaskAttempt;
import dev.stride.store.ObjectStore;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/**
 * Calls functions, so many at once. A call that the service throttles is made again, however often;
 * one whose answer was lost may run, and is watched for its result. Thread-safe.
 */
final class Calls {
  private static final double PER_SECOND = 500;

  /** Reasons of a service that is not ready yet, which pass. */
  private static final Set<String> PASSING =
      Set.of(
          "SnapStartNotReadyException", "ResourceNotReadyException", "ResourceConflictException");

  private final LambdaClient client;
  private final ObjectStore objects;
  private final ServiceThreads threads;
  private final Results results;
  private final BooleanSupplier closed;
  private final Backoff backoff;
  private final Pace pace = new Pace(PER_SECOND, System.nanoTime());
  private final Deque<FunctionCall> waiting = new ArrayDeque<>();
  private final Set<FunctionCall> resting = new HashSet<>();
  private int room;

  /**
   * @param room how many are made at once
   * @param results takes what has been called
   * @param backoff after refusals
   * @param closed whether nothing is to be called any more
   */
  Calls(
      LambdaClient client,
      ObjectStore objects,
      ServiceThreads threads,
      Results results,
      int room,
      Backoff backoff,
      BooleanSupplier closed) {
    this.client = client;
    this.objects = objects;
    this.threads = threads;
    this.results = results;
    this.room = room;
    this.backoff = backoff;
    this.closed = closed;
  }

  /** Makes a call when there is room; returns at once. */
  void add(FunctionCall call) {
    synchronized (this) {
      waiting.add(call);
    }
    fill();
  }

  /** Takes an attempt out whose call was not made; tells whether it was there. */
  synchronized boolean remove(TaskAttempt attempt) {
    return waiting.removeIf(call -> call.attempt() == attempt)
        || resting.removeIf(call -> call.attempt() == attempt);
  }

  /** Takes out all whose calls were not made. */
  synchronized List<TaskAttempt> clear() {
    List<TaskAttempt> left = new ArrayList<>();
    waiting.forEach(call -> left.add(call.attempt()));
    resting.forEach(call -> left.add(call.attempt()));
    waiting.clear();
    resting.clear();
    return left;
  }

  private void fill() {
    List<FunctionCall> next = new ArrayList<>();
    synchronized (this) {
      while (room > 0 && !waiting.isEmpty()) {
        room--;
        next.add(waiting.remove());
      }
    }
    next.forEach(call -> later(call, 0, pace.reserve(System.nanoTime())));
  }

  private void leave() {
    synchronized (this) {
      room++;
    }
    fill();
  }

  private void later(FunctionCall call, int refusals, long nanos) {
    if (rests(call)) {
      threads.later(nanos, () -> callUnlessRemoved(call, refusals));
    } else {
      call.attempt().fails(new CancellationException("closed"));
    }
  }

  /** Not after the gate was closed: nobody would take it out any more. */
  private synchronized boolean rests(FunctionCall call) {
    return !closed.getAsBoolean() && resting.add(call);
  }

  private void callUnlessRemoved(FunctionCall call, int refusals) {
    boolean isWanted;
    synchronized (this) {
      isWanted = resting.remove(call);
    }
    if (isWanted) {
      call(call, refusals);
    } else {
      leave();
    }
  }

  private void call(FunctionCall call, int refusals) {
    TaskAttempt attempt = call.attempt();
    if (closed.getAsBoolean() || attempt.isCancelled()) {
      attempt.fails(new CancellationException(attempt.call().label()));
      leave();
      return;
    }
    try {
      CallRecord.of(call).write(objects);
      attempt.starts();
      if (call.isAwaited()) {
        results.await(attempt);
      } else {
        results.watch(attempt, call.latestEnd());
      }
      InvokeResponse answer = client.invoke(call.request());
      pace.passed();
      leave();
      if (call.isAwaited()) {
        results.answered(attempt, answer);
      }
    } catch (IOException e) {
      results.forget(attempt);
      attempt.fails(
          new StrideException(
              FailureClass.UNAVAILABLE,
              "Cannot write record of call: " + e.getMessage() + " (try again later)",
              e));
      leave();
    } catch (RuntimeException e) {
      failed(call, refusals, e);
    }
  }

  private void failed(FunctionCall call, int refusals, RuntimeException thrown) {
    ServiceFailures.Meaning meaning = ServiceFailures.of(thrown);
    boolean passes = PASSING.contains(thrown.getClass().getSimpleName());
    if (meaning == ServiceFailures.Meaning.THROTTLED || passes) {
      results.forget(call.attempt());
      if (isForRate(thrown)) {
        pace.refused();
      }
      later(call, refusals + 1, wait(refusals, thrown));
    } else if (meaning == ServiceFailures.Meaning.UNKNOWN && !isUnsent(thrown)) {
      // Whether it runs will show by its result, or by none.
      results.watch(call.attempt(), call.latestEnd());
      leave();
    } else {
      results.forget(call.attempt());
      call.attempt()
          .fails(
              ServiceFailures.failure(
                  LambdaBackend.NAME, "call function '" + call.version().function() + "'", thrown));
      leave();
    }
  }

  private static boolean isUnsent(RuntimeException thrown) {
    return thrown.getCause() instanceof ConnectException
        || thrown.getCause() instanceof UnknownHostException;
  }

  /** The service may know when it is worth it. */
  private long wait(int refusals, RuntimeException thrown) {
    long own = backoff.millis(refusals);
    String told = thrown instanceof TooManyRequestsException busy ? busy.retryAfterSeconds() : null;
    boolean isNumber = told != null && told.matches("[0-9]{1,3}");
    long millis = isNumber ? TimeUnit.SECONDS.toMillis(Long.parseLong(told)) + own : own;
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Functions that are busy say nothing of how fast calls may come. */
  private static boolean isForRate(RuntimeException thrown) {
    return thrown instanceof TooManyRequestsException busy
        && String.valueOf(busy.reasonAsString()).startsWith("CallerRate");
  }
}
