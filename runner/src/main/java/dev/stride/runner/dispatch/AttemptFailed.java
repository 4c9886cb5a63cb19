// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.failure.Failure;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.spi.RemoteFailure;
import dev.stride.runner.dispatch.NextAttempt.Stop;

/** An attempt ended without a result. The cause is what its code threw, or a limit. */
public final class AttemptFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int attempt;
  private final FailureClass failureClass;
  private final transient NextAttempt next;

  AttemptFailed(int attempt, FailureClass failureClass, NextAttempt next, Throwable cause) {
    super(cause.toString(), cause, false, false);
    this.attempt = attempt;
    this.failureClass = failureClass;
    this.next = next;
  }

  /** The number of the attempt, from 1. */
  public int attempt() {
    return attempt;
  }

  /** How it failed. */
  public FailureClass failureClass() {
    return failureClass;
  }

  /** Who or what is to blame. */
  public FailureKind kind() {
    return failureClass.kind();
  }

  /** What follows, and who pays for it. */
  public NextAttempt next() {
    return next;
  }

  /** Whether no further attempt follows. */
  public boolean isLast() {
    return next instanceof Stop;
  }

  /** What the attempt's code threw. */
  public Throwable thrown() {
    Throwable cause = getCause();
    return cause == null ? this : cause;
  }

  /** What makes it the same as another failure. */
  public String fingerprint() {
    return Fingerprint.of(thrown());
  }

  /** Whether a fallback may take the step's place. */
  public boolean isCatchable() {
    return failureClass.isCatchable();
  }

  /** What a fallback method learns. */
  public Failure toFailure(String step) {
    Throwable thrown = thrown();
    String message = thrown.getMessage();
    return new Failure(
        step, failureClass, RemoteFailure.typeOf(thrown), message == null ? "" : message, attempt);
  }
}
