// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a closed runner has left in this process and below it (I6). */
final class Remains {
  private static final String WORKER = "dev.stride.worker.WorkerMain";
  private static final String STEP = "stride-step ";
  private static final long PATIENCE = Duration.ofSeconds(10).toMillis();

  private Remains() {}

  /** The worker processes of this one. */
  static List<ProcessHandle> workers() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains(WORKER))
        .toList();
  }

  /** A sentence for each worker process, and each thread of a step, that does not end by itself. */
  static List<String> breaches() {
    List<String> breaches = new ArrayList<>();
    for (ProcessHandle worker : workers()) {
      if (!ends(worker)) {
        breaches.add("I6: worker process " + worker.pid() + " is left");
      }
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith(STEP) && !ends(thread)) {
        breaches.add("I6: thread '" + thread.getName() + "' is left");
      }
    }
    return breaches;
  }

  private static boolean ends(ProcessHandle process) {
    try {
      process.onExit().get(PATIENCE, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
    return !process.isAlive();
  }

  private static boolean ends(Thread thread) {
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
