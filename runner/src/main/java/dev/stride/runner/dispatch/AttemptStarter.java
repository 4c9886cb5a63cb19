// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.spi.StepAttempt;
import java.util.concurrent.CompletionStage;

/** Starts the attempts of one task. */
public interface AttemptStarter {
  /**
   * Starts an attempt when there is room for it.
   *
   * @param attempt its number, from 1
   * @return the attempt, as soon as its code has started
   */
  CompletionStage<StepAttempt> start(int attempt);

  /** Takes note of an attempt that failed; another may follow. */
  void failed(AttemptFailed failure);
}
