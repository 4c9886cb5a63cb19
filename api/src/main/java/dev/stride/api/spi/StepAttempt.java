// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One started attempt of a task. Thread-safe. */
public interface StepAttempt {

  /**
   * Ends when the attempt has ended: with the value of a {@link StepTask.Compute}, with null for a
   * {@link StepTask.Materialize}, or exceptionally with what its code threw.
   */
  CompletionStage<@Nullable Object> completion();

  /** Asks the attempt to stop: interrupts its thread, cancels its query. May come at any time. */
  void cancel();
}
