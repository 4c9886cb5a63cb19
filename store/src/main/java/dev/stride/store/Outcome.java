// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.Budget;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    FELL_BACK
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
    private static final int MESSAGE_CHARACTERS = 8 << 10;
    private static final int FRAMES = 30;
    private static final int CAUSES = 10;

    /** Describes {@code thrown}; a throwing message or a cycle of causes does no harm. */
    public static Thrown of(FailureKind kind, Throwable thrown) {
      List<String> causes = new ArrayList<>();
      Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
      seen.add(thrown);
      Throwable cause = thrown.getCause();
      while (cause != null && causes.size() < CAUSES && seen.add(cause)) {
        causes.add(bounded(cause.getClass().getName() + ": " + message(cause)));
        cause = cause.getCause();
      }
      List<String> frames =
          Arrays.stream(thrown.getStackTrace())
              .limit(FRAMES)
              .map(StackTraceElement::toString)
              .toList();
      return new Thrown(
          kind, thrown.getClass().getName(), bounded(message(thrown)), frames, causes);
    }

    private static String message(Throwable thrown) {
      try {
        String message = thrown.getMessage();
        return message == null ? "" : message;
      } catch (RuntimeException e) {
        return "(its message cannot be read: " + e.getClass().getName() + ")";
      }
    }

    private static String bounded(String text) {
      if (text.length() <= MESSAGE_CHARACTERS) {
        return text;
      }
      boolean splitsPair = Character.isHighSurrogate(text.charAt(MESSAGE_CHARACTERS - 1));
      int end = splitsPair ? MESSAGE_CHARACTERS - 1 : MESSAGE_CHARACTERS;
      return text.substring(0, end) + "… (" + text.length() + " characters)";
    }
  }
}
