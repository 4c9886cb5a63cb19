// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.spi.StepAttempt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ends all running attempts of a run, and those that start too late. Thread-safe. */
final class Cancellation {
  private final Set<StepAttempt> running = ConcurrentHashMap.newKeySet();
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

  void watch(StepAttempt attempt) {
    running.add(attempt);
    attempt.completion().whenComplete((value, thrown) -> running.remove(attempt));
    if (cancelled) {
      attempt.cancel();
    }
  }

  void cancel() {
    cancelled = true;
    running.forEach(StepAttempt::cancel);
  }
}
