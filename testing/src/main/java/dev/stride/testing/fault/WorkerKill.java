// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import dev.stride.store.FileOperation;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills the worker processes of this process before the n-th operation on files. Thread-safe. */
public final class WorkerKill implements Disturbance {
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger killed = new AtomicInteger();
  private final int number;

  /**
   * @param number before which operation, from 1
   */
  public WorkerKill(int number) {
    this.number = number;
  }

  @Override
  public <T> T perform(FileOperation operation, Action<T> action) throws IOException {
    if (count.incrementAndGet() == number) {
      Remains.workers().stream()
          .filter(ProcessHandle::destroyForcibly)
          .forEach(worker -> killed.incrementAndGet());
    }
    return action.perform();
  }

  @Override
  public boolean hasStruck() {
    return killed.get() > 0;
  }

  @Override
  public String toString() {
    return killed + " workers killed before operation " + number;
  }
}
