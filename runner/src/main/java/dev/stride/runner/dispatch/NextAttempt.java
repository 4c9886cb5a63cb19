// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.failure.Budget;
import dev.stride.api.policy.ResourceRequest;

/** What follows a failed attempt. */
public sealed interface NextAttempt {
  /**
   * Another attempt.
   *
   * @param delayMillis the wait before it
   * @param paidBy who pays for it
   * @param resources what it asks for
   */
  record Again(long delayMillis, Budget paidBy, ResourceRequest resources) implements NextAttempt {}

  /**
   * The end of the task.
   *
   * @param reason why there is no further attempt, for people
   */
  record Stop(String reason) implements NextAttempt {}
}
