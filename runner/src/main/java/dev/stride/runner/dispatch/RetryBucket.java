// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many further attempts a run may make beyond its successes: when a thousand tasks fail at
 * once, trying them all again makes it worse. Thread-safe.
 */
public final class RetryBucket {
  private static final int CAPACITY = 1000;

  private final AtomicInteger left = new AtomicInteger(CAPACITY);

  boolean take() {
    return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
  }

  /** A task has succeeded: what it needs works. */
  void giveBack() {
    left.updateAndGet(count -> Math.min(CAPACITY, count + 1));
  }
}
