// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes calls on threads that nobody interrupts: the SDK gives up at an interrupt, and a step's
 * thread, which records how its attempt has ended, may have been interrupted to end it.
 * Thread-safe.
 */
final class Calls implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool(Calls::daemon);

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "stride-s3-call");
    thread.setDaemon(true);
    return thread;
  }

  /** Waits for the call, whatever happens to this thread meanwhile. */
  <T> T make(Callable<T> call) throws IOException {
    Future<T> running = threads.submit(call);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return running.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw thrown(e.getCause() == null ? e : e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException thrown(Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException known ? known : new IOException(cause);
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
