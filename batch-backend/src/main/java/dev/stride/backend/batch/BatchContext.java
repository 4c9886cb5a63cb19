// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.store.ObjectStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What the parts of the backend share.
 *
 * @param clients speak to the service
 * @param objects the store
 * @param threads make calls
 * @param clock starts what comes later; never waits for a call
 * @param waits how long to wait for what
 */
record BatchContext(
    BatchClients clients,
    ObjectStore objects,
    ExecutorService threads,
    ScheduledExecutorService clock,
    Waits waits)
    implements AutoCloseable {
  private static final long END_SECONDS = 10;

  static BatchContext of(BatchSettings settings, ObjectStore objects, Waits waits) {
    return new BatchContext(
        BatchClients.of(settings),
        objects,
        Executors.newCachedThreadPool(body -> daemon(body, "stride-batch")),
        Executors.newSingleThreadScheduledExecutor(body -> daemon(body, "stride-batch-clock")),
        waits);
  }

  private static Thread daemon(Runnable body, String name) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Has a thread run {@code body} after a while. */
  void later(long nanos, Runnable body) {
    Future<?> unused = clock.schedule(() -> threads.execute(body), nanos, TimeUnit.NANOSECONDS);
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
    clients.close();
    objects.close();
  }
}
