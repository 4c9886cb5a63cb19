// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.service;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Threads that make calls, and a clock that starts what comes later and never waits for a call.
 * Thread-safe.
 */
public final class ServiceThreads implements AutoCloseable {
  private static final long END_SECONDS = 10;

  private final ExecutorService threads;
  private final ScheduledExecutorService clock;

  /** Daemons of that name. */
  public ServiceThreads(String name) {
    this.threads = Executors.newCachedThreadPool(body -> daemon(body, name));
    this.clock = Executors.newSingleThreadScheduledExecutor(body -> daemon(body, name + "-clock"));
  }

  private static Thread daemon(Runnable body, String name) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Has a thread run {@code body} after a while. */
  public void later(long nanos, Runnable body) {
    Future<?> unused = clock.schedule(() -> threads.execute(body), nanos, TimeUnit.NANOSECONDS);
  }

  /** Runs {@code body}, which must not block, again and again, so long after it has ended. */
  public void every(long millis, Runnable body) {
    Future<?> unused = clock.scheduleWithFixedDelay(body, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Lets calls that are under way come to their end. */
  @Override
  public void close() {
    clock.shutdownNow();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
