// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.store.AttemptStore;
import dev.stride.store.RunStore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The log of a slot's first attempt; costs nothing as long as the slot says nothing. */
final class LazyLog implements Supplier<AttemptStore>, AutoCloseable {
  private final RunStore store;
  private final String step;
  private final int slot;
  private @Nullable AttemptStore log;

  LazyLog(RunStore store, String step, int slot) {
    this.store = store;
    this.step = step;
    this.slot = slot;
  }

  @Override
  public synchronized AttemptStore get() {
    AttemptStore known = log;
    if (known == null) {
      known = store.attempt(step, slot, 1);
      log = known;
    }
    return known;
  }

  @Override
  public synchronized void close() {
    if (log != null) {
      log.close();
    }
  }
}
