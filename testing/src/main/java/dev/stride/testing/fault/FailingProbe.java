// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import dev.stride.store.FileOperation;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Fails the n-th operation on files, alone or with all that follow. Thread-safe. */
public final class FailingProbe implements Disturbance {
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicReference<@Nullable FileOperation> struck = new AtomicReference<>();
  private final int number;
  private final Fault fault;
  private final Extent extent;

  /** How many operations fail. */
  public enum Extent {
    /** The n-th. */
    ONE,
    /** The n-th and all later ones. */
    ALL_LATER
  }

  /**
   * @param number which operation, from 1
   */
  public FailingProbe(int number, Fault fault, Extent extent) {
    this.number = number;
    this.fault = fault;
    this.extent = extent;
  }

  @Override
  public <T> T perform(FileOperation operation, Action<T> action) throws IOException {
    int current = count.incrementAndGet();
    boolean strikes =
        switch (extent) {
          case ONE -> current == number;
          case ALL_LATER -> current >= number;
        };
    if (!strikes) {
      return action.perform();
    }
    struck.compareAndSet(null, operation);
    return fault.strike(operation, action);
  }

  @Override
  public boolean hasStruck() {
    return struck.get() != null;
  }

  @Override
  public String toString() {
    return fault + " at operation " + number + " (" + extent + "): " + struck.get();
  }
}
