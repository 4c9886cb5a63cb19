// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import java.util.concurrent.CompletionStage;

/** Carries out one stage. */
interface StageRun {
  /**
   * Does the work and commits its result.
   *
   * @return the result; fails with {@link StageFailed} or a cancellation
   */
  CompletionStage<StageResult> run();
}
