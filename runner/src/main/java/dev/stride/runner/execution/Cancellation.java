// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.StepAttempt;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Ends all running attempts of a run, and those that start too late. Thread-safe. */
final class Cancellation {
  /** Each with its step. */
  private final Map<StepAttempt, String> running = new ConcurrentHashMap<>();

  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

  /** Tasks whose last attempt has not been recorded. */
  private final Set<CompletionStage<?>> tasks = ConcurrentHashMap.newKeySet();

  private volatile boolean cancelled;
  private volatile boolean draining;

  boolean isCancelled() {
    return cancelled;
  }

  /** Whether tasks that have not started are not to start. */
  boolean isStopping() {
    return cancelled || draining;
  }

  /** Lets what is running finish. */
  void drain() {
    draining = true;
  }

  void watch(String step, StepAttempt attempt) {
    running.put(attempt, step);
    attempt.completion().whenComplete((value, thrown) -> running.remove(attempt));
    if (cancelled) {
      attempt.cancel();
    }
  }

  /**
   * Has {@code wake} called at the cancellation, at once if that has been.
   *
   * @return forgets it
   */
  Runnable onCancel(Runnable wake) {
    waiting.add(wake);
    if (cancelled) {
      wake.run();
    }
    return () -> waiting.remove(wake);
  }

  /** Notes a task, whose end is to be recorded before its run's. */
  <T> CompletionStage<T> task(CompletionStage<T> task) {
    tasks.add(task);
    return task.whenComplete((value, thrown) -> tasks.remove(task));
  }

  /** Completes when all tasks that were noted have ended; never fails. */
  CompletableFuture<Void> tasksEnded() {
    return CompletableFuture.allOf(
        tasks.stream()
            .map(task -> task.handle((value, thrown) -> true).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }

  /**
   * Lets the attempt fail whose code is ending this process.
   *
   * @return its step, if there is one
   */
  Optional<String> failExiting(StrideException failure) {
    return running.entrySet().stream()
        .filter(entry -> entry.getKey().failIfExiting(failure))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  void cancel() {
    cancelled = true;
    running.keySet().forEach(StepAttempt::cancel);
    waiting.forEach(Runnable::run);
  }
}
