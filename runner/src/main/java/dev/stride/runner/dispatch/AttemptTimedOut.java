// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.TimeLimit;

/** An attempt took longer than its step's time limit. */
public final class AttemptTimedOut extends StrideException {
  private static final long serialVersionUID = 1L;

  AttemptTimedOut(String task, TimeLimit limit) {
    super(
        FailureKind.USER,
        "Cannot finish " + task + " in time: " + limit + " (raise @Timeout, or make it faster)");
  }
}
