// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that end with the proxy. Thread-safe. */
final class Pauses {
  private final CountDownLatch closed = new CountDownLatch(1);

  void end() {
    closed.countDown();
  }

  boolean haveEnded() {
    return closed.getCount() == 0;
  }

  /**
   * @throws EndOfExchange if the proxy is closed meanwhile
   */
  void pause(Duration duration) throws IOException {
    try {
      if (!closed.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new EndOfExchange(ConnectionEnd.RESET);
  }
}
