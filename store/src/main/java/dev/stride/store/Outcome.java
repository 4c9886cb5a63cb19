// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.Budget;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.spi.FailureDescription;
import dev.stride.api.spi.RemoteFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How one attempt ended.
 *
 * @param attempt its number, from 1
 * @param status how
 * @param layer where it ran
 * @param started when its own code started
 * @param ended when it ended
 * @param error what went wrong, if it did
 * @param verdict what was made of it
 */
public record Outcome(
    int attempt,
    Status status,
    String layer,
    Instant started,
    Instant ended,
    Optional<Thrown> error,
    Optional<Verdict> verdict) {

  /**
   * What was made of a failure.
   *
   * @param failureClass its class, which decides what follows
   * @param paidBy who paid for another attempt; {@code NONE} if there was none
   * @param stopped why there was no further attempt, for people; empty if there was one
   * @param fingerprint what makes it the same as another failure
   * @param exitCode of the attempt's own process, if it had one that told
   */
  public record Verdict(
      FailureClass failureClass,
      Budget paidBy,
      String stopped,
      String fingerprint,
      Optional<Integer> exitCode) {}

  /** The ways in which an attempt ends. */
  public enum Status {
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    CANCELLED,
    /** The fallback supplied the value after the last attempt had failed. */
    FELL_BACK,
    /** The fallback has failed as well. */
    FALLBACK_FAILED
  }

  /**
   * A bounded description of what was thrown.
   *
   * @param kind who is to blame
   * @param type the exception's class
   * @param message its message, at most 8 KiB
   * @param frames the top of its stack, at most 30 lines
   * @param causes class and message of its causes, at most 10
   */
  public record Thrown(
      FailureKind kind, String type, String message, List<String> frames, List<String> causes) {
    /** Describes {@code thrown}, whatever its own methods do. */
    public static Thrown of(FailureKind kind, Throwable thrown) {
      FailureDescription description = FailureDescription.of(thrown);
      return new Thrown(
          kind,
          RemoteFailure.typeOf(thrown),
          description.message().orElse(""),
          description.frames().stream().map(FailureDescription.Frame::toString).toList(),
          description.causes().stream().map(FailureDescription.Cause::toString).toList());
    }
  }
}
