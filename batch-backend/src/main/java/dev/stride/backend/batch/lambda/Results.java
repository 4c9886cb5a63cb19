// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.ProcessEnded;
import dev.stride.backend.batch.service.ServiceThreads;
import dev.stride.backend.batch.service.SlotEnds;
import dev.stride.backend.batch.service.TaskAttempt;
import dev.stride.worker.task.SlotEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Ends attempts by what their calls have written into the store, which decides alone; where they
 * have written nothing, by what the service answers, or by time. Thread-safe.
 */
final class Results {
  private static final long LOOK_MILLIS = 1_000;

  /** Of calls whose answer will come: nothing is looked for until it is lost. */
  private static final long AWAITED = Long.MAX_VALUE;

  private final SlotEnds ends;
  private final ServiceThreads threads;
  private final Consumer<TaskAttempt> anew;
  private final Map<TaskAttempt, Long> watched = new ConcurrentHashMap<>();
  private final AtomicBoolean looking = new AtomicBoolean();

  /**
   * @param anew takes attempts that had taken over what has come to nothing
   */
  Results(SlotEnds ends, ServiceThreads threads, Consumer<TaskAttempt> anew) {
    this.ends = ends;
    this.threads = threads;
    this.anew = anew;
    threads.every(LOOK_MILLIS, this::beginLook);
  }

  /** Expects the answer of a call. */
  void await(TaskAttempt attempt) {
    watched.put(attempt, AWAITED);
  }

  /** Watches for the result of a call that has ended then, whatever happens. */
  void watch(TaskAttempt attempt, Duration latestEnd) {
    watched.put(attempt, System.nanoTime() + latestEnd.toNanos());
  }

  /** Nothing is to come. */
  void forget(TaskAttempt attempt) {
    watched.remove(attempt);
  }

  /** The attempts whose results are to come. */
  List<TaskAttempt> open() {
    return List.copyOf(watched.keySet());
  }

  private void beginLook() {
    if (!watched.isEmpty() && looking.compareAndSet(false, true)) {
      threads.later(0, this::look);
    }
  }

  private void look() {
    try {
      watched.keySet().forEach(this::look);
    } finally {
      looking.set(false);
    }
  }

  private void look(TaskAttempt attempt) {
    Long latest = watched.get(attempt);
    if (latest == null || latest == AWAITED) {
      return;
    }
    try {
      if (settle(attempt) || System.nanoTime() < latest) {
        return;
      }
    } catch (IOException e) {
      // The store may answer the next look.
      return;
    }
    ends(
        attempt, new ProcessEnded(OptionalInt.empty(), false, "its function never wrote a result"));
  }

  /** Ends the attempt if its result is there. */
  private boolean settle(TaskAttempt attempt) throws IOException {
    Optional<SlotEnd> end = ends.find(attempt);
    if (end.isEmpty()) {
      return false;
    }
    if (!(end.get() instanceof SlotEnd.Returned) && mayBeginAnew(attempt)) {
      return true;
    }
    if (watched.remove(attempt) != null) {
      try {
        ends.settle(attempt, end.get());
      } catch (RuntimeException | Error e) {
        attempt.fails(e);
      }
    }
    return true;
  }

  private boolean mayBeginAnew(TaskAttempt attempt) {
    if (!attempt.isTakenOver() || attempt.isCancelled()) {
      return false;
    }
    if (watched.remove(attempt) != null) {
      attempt.beginsAnew();
      anew.accept(attempt);
    }
    return true;
  }

  /** The service has answered a call that was waited for. */
  void answered(TaskAttempt attempt, InvokeResponse answer) {
    try {
      if (settle(attempt)) {
        return;
      }
    } catch (IOException e) {
      ends(
          attempt,
          new StrideException(
              FailureClass.UNAVAILABLE,
              "Cannot read how call of function has ended: " + e.getMessage(),
              e));
      return;
    }
    ends(attempt, FunctionError.of(answer));
  }

  private void ends(TaskAttempt attempt, Throwable failure) {
    if (!mayBeginAnew(attempt) && watched.remove(attempt) != null) {
      attempt.fails(failure);
    }
  }
}
