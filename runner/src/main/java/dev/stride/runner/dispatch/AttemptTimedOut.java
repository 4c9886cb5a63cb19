// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Deadline;
import dev.stride.api.policy.Policy;
import dev.stride.api.policy.QueueLimit;
import dev.stride.api.policy.TimeLimit;

/** A time limit of a step has passed. */
public final class AttemptTimedOut extends StrideException {
  private static final long serialVersionUID = 1L;

  private AttemptTimedOut(FailureClass failureClass, String what, Policy limit, String remedy) {
    super(failureClass, what + " in time: " + limit + " (" + remedy + ")", null);
  }

  static AttemptTimedOut of(String task, TimeLimit limit) {
    return new AttemptTimedOut(
        FailureClass.TIMEOUT, "Cannot finish " + task, limit, "raise @Timeout, or make it faster");
  }

  /**
   * It has not started.
   *
   * @param reason what it waited for, as its backend says; empty if that is not known
   */
  static AttemptTimedOut of(String task, QueueLimit limit, String reason) {
    String remedy = "raise queueSeconds, or ask for less with @Resources";
    return new AttemptTimedOut(
        FailureClass.QUEUE,
        "Cannot start " + task,
        limit,
        reason.isEmpty() ? remedy : "it waits: " + reason + "; " + remedy);
  }

  static AttemptTimedOut of(String task, Deadline limit) {
    return new AttemptTimedOut(
        FailureClass.TIMEOUT,
        "Cannot finish " + task,
        limit,
        "raise deadlineSeconds, or make it faster");
  }
}
