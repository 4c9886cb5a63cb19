// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.ProcessEnded;
import dev.stride.api.spi.RemoteFailure;
import dev.stride.runner.dispatch.AttemptFailed;
import dev.stride.runner.dispatch.AttemptTimedOut;

/** A stage has no result, whatever its policies tried. */
public final class StageFailed extends StrideException {
  private static final long serialVersionUID = 1L;

  private static final int MESSAGE_LENGTH = 500;

  private final String step;
  private final String log;

  private StageFailed(
      FailureClass failureClass, String step, String message, String log, Throwable cause) {
    super(failureClass, message, cause);
    this.step = step;
    this.log = log;
  }

  /** The end of a task whose last attempt failed. */
  static StageFailed after(String step, String task, AttemptFailed failure, String log) {
    Throwable thrown = failure.thrown();
    if (thrown instanceof AttemptTimedOut limit) {
      return new StageFailed(
          failure.failureClass(), step, String.valueOf(limit.getMessage()), log, thrown);
    }
    String attempts = failure.attempt() == 1 ? "" : " after " + failure.attempt() + " attempts";
    return new StageFailed(
        failure.failureClass(),
        step,
        "Cannot finish " + task + attempts + ": " + text(thrown) + remedy(failure.failureClass()),
        log,
        thrown);
  }

  private static String remedy(FailureClass failureClass) {
    return switch (failureClass) {
      case HEAP_MEMORY, KERNEL_MEMORY -> " (ask for more by @Resources(memory), or need less)";
      default -> "";
    };
  }

  /** The same, and that the fallback had no value either. */
  StageFailed withFallback(Throwable second) {
    StageFailed both =
        new StageFailed(
            failureClass(),
            step,
            getMessage() + "; its fallback failed too: " + text(second),
            log,
            this.getCause() == null ? this : this.getCause());
    both.addSuppressed(second);
    return both;
  }

  /** The end of a stage for a reason outside its attempts. */
  static StageFailed of(String step, Throwable thrown) {
    if (thrown instanceof StageFailed known) {
      return known;
    }
    FailureClass failureClass =
        thrown instanceof StrideException known ? known.failureClass() : FailureClass.DEFECT;
    return new StageFailed(
        failureClass, step, "Cannot finish step '" + step + "': " + text(thrown), "", thrown);
  }

  /** Our own messages stand for themselves; others need their type, and are cut to a sentence. */
  private static String text(Throwable thrown) {
    String message = thrown.getMessage();
    if (thrown instanceof ProcessEnded || RemoteFailure.failureClassOf(thrown).isPresent()) {
      return String.valueOf(message);
    }
    return RemoteFailure.typeOf(thrown) + (message == null ? "" : ": " + shortened(message));
  }

  private static String shortened(String message) {
    String first = message.strip().lines().findFirst().orElse("");
    String cut = first.length() <= MESSAGE_LENGTH ? first : first.substring(0, MESSAGE_LENGTH);
    return cut.length() == message.length() ? cut : cut + "…";
  }

  /** The step. */
  public String step() {
    return step;
  }

  /** What the last attempt printed. */
  public String log() {
    return log;
  }
}
