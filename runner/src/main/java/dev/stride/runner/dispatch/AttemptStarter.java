// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.spi.StepAttempt;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Starts the attempts of one task. */
public interface AttemptStarter {
  /**
   * Starts an attempt when there is room for it.
   *
   * @return the attempt, as soon as its code has started
   */
  CompletionStage<StepAttempt> start(Request request);

  /** Takes note of an attempt that failed; another may follow. */
  void failed(AttemptFailed failure);

  /** Takes note of an attempt that was told to stop and goes on; its task does not wait for it. */
  default void leaked(StepAttempt attempt) {}

  /** Whether the run is being ended, so that attempts fail for no reason of theirs. */
  default boolean isCancelled() {
    return false;
  }

  /**
   * Has {@code wake} called when the run is being ended, if it is not already, so that nobody waits
   * for an attempt that will not be made.
   *
   * @return forgets it
   */
  default Runnable onCancel(Runnable wake) {
    return () -> {};
  }

  /**
   * An attempt to be started.
   *
   * @param attempt its number, from 1
   * @param resources what it asks for; may grow from attempt to attempt
   * @param isWanted whether it is still to start: a limit may have passed while it waited for room
   * @param queued takes the attempt as soon as there is one, whose code may start much later
   */
  record Request(
      int attempt,
      ResourceRequest resources,
      BooleanSupplier isWanted,
      Consumer<StepAttempt> queued) {}
}
