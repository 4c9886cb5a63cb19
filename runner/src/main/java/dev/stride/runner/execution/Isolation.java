// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.policy.Layer;
import java.util.function.BooleanSupplier;

/**
 * Where the attempts of a stage run: as planned, or, once one on a thread has not heeded its
 * interrupt, in processes, which can be killed. Thread-safe.
 */
final class Isolation {
  private final Layer planned;
  private final BooleanSupplier possible;
  private volatile boolean demanded;

  /**
   * @param planned where the plan places the stage
   * @param possible whether processes could run its step
   */
  Isolation(Layer planned, BooleanSupplier possible) {
    this.planned = planned;
    this.possible = possible;
  }

  /** Where the next attempt runs. */
  Layer layer() {
    return demanded ? Layer.PROCESS : planned;
  }

  /** Whether attempts are carried out by other processes. */
  boolean isApart() {
    return switch (layer()) {
      case PROCESS, BATCH, LAMBDA -> true;
      case THREAD, DUCKDB, SPARK -> false;
    };
  }

  /**
   * Has further attempts of a stage on threads run in processes.
   *
   * @return whether they do
   */
  boolean demand() {
    if (planned == Layer.THREAD && possible.getAsBoolean()) {
      demanded = true;
    }
    return demanded;
  }
}
