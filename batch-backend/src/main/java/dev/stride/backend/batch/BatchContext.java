// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.backend.batch.service.ServiceThreads;
import dev.stride.store.ObjectStore;

/**
 * What the parts of the backend share.
 *
 * @param clients speak to the service
 * @param objects the store
 * @param threads make calls
 * @param waits how long to wait for what
 */
record BatchContext(BatchClients clients, ObjectStore objects, ServiceThreads threads, Waits waits)
    implements AutoCloseable {

  static BatchContext of(BatchSettings settings, ObjectStore objects, Waits waits) {
    return new BatchContext(
        BatchClients.of(settings), objects, new ServiceThreads("stride-batch"), waits);
  }

  /** Has a thread run {@code body} after a while. */
  void later(long nanos, Runnable body) {
    threads.later(nanos, body);
  }

  /** Lets calls that are under way come to their end. */
  @Override
  public void close() {
    threads.close();
    clients.close();
    objects.close();
  }
}
