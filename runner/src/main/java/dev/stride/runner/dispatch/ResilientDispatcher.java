// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.MemorySize;
import dev.stride.api.policy.Layer;
import dev.stride.api.policy.StepPolicies;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Makes attempts until one succeeds or the step's policies are exhausted: {@code retry( launch(
 * time limit( attempt ) ) )}. The fallback around it is the caller's, since it is an attempt of its
 * own. Thread-safe.
 */
public final class ResilientDispatcher implements AutoCloseable {
  /** Completes futures when a time limit passes; runs no user code. */
  private final ScheduledExecutorService timeouts;

  /** Starts the attempts that follow a failure. */
  private final ScheduledExecutorService retries;

  private final LongSupplier nanos;

  /** The launches on each layer whose service is outside of this machine. */
  private final Map<Layer, Launches> launches = new ConcurrentHashMap<>();

  public ResilientDispatcher() {
    this(scheduler("stride-timeouts", 1), scheduler("stride-retries", 2), System::nanoTime);
  }

  /**
   * @param nanos the time by which deadlines are kept, in nanoseconds from any point
   */
  ResilientDispatcher(
      ScheduledExecutorService timeouts, ScheduledExecutorService retries, LongSupplier nanos) {
    this.timeouts = timeouts;
    this.retries = retries;
    this.nanos = nanos;
  }

  private static ScheduledExecutorService scheduler(String name, int threads) {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(
            threads,
            body -> {
              Thread thread = new Thread(body, name);
              thread.setDaemon(true);
              return thread;
            });
    scheduler.setRemoveOnCancelPolicy(true);
    return scheduler;
  }

  /**
   * The dispatch of one step's tasks; all its tasks share it.
   *
   * @param machineMemory the most that a task can ask for
   * @param bucket of the run
   * @param layer where they run
   */
  public StepDispatch of(
      String step,
      StepPolicies policies,
      MemorySize machineMemory,
      RetryBucket bucket,
      Layer layer) {
    return new StepDispatch(
        step, policies, machineMemory, bucket, timeouts, retries, nanos, launches(layer));
  }

  private Optional<Launches> launches(Layer layer) {
    return switch (layer) {
      case SPARK, LAMBDA ->
          Optional.of(launches.computeIfAbsent(layer, name -> new Launches(name, timeouts)));
      // Batch starts many tasks by one call, and its backend paces the calls.
      case THREAD, PROCESS, DUCKDB, BATCH -> Optional.empty();
    };
  }

  /** Calls {@code body} when that time has passed; it must not block. */
  public Future<?> after(Duration delay, Runnable body) {
    return timeouts.schedule(body, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Drops what is waiting for a retry or a time limit. */
  @Override
  public void close() {
    timeouts.shutdownNow();
    retries.shutdownNow();
  }
}
