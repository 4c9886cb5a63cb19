// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.failure.Failure;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;

/** An attempt ended without a result. The cause is what its code threw, or a time limit. */
public final class AttemptFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int attempt;
  private final FailureKind kind;

  AttemptFailed(int attempt, Throwable cause) {
    super(cause.toString(), cause, false, false);
    this.attempt = attempt;
    this.kind = blame(cause);
  }

  private static FailureKind blame(Throwable cause) {
    if (cause instanceof StrideException known) {
      return known.kind();
    }
    if (cause instanceof OutOfMemoryError) {
      return FailureKind.RESOURCES;
    }
    return cause instanceof java.util.concurrent.CancellationException
        ? FailureKind.CANCELLED
        : FailureKind.USER;
  }

  /** The number of the attempt, from 1. */
  public int attempt() {
    return attempt;
  }

  /** Who or what is to blame. */
  public FailureKind kind() {
    return kind;
  }

  /** What the attempt's code threw. */
  public Throwable thrown() {
    Throwable cause = getCause();
    return cause == null ? this : cause;
  }

  /** Whether a fallback may take the step's place: not after a cancellation or a broken set-up. */
  public boolean isCatchable() {
    return kind == FailureKind.USER || kind == FailureKind.RESOURCES;
  }

  /** What a fallback method learns. */
  public Failure toFailure(String step) {
    Throwable thrown = thrown();
    String message = thrown.getMessage();
    return new Failure(
        step, kind, thrown.getClass().getName(), message == null ? "" : message, attempt);
  }
}
