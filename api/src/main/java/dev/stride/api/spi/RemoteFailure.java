// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.RetryAfter;
import dev.stride.api.failure.StrideException;
import dev.stride.api.failure.Unreadable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands for what code of a step threw in another process, whose classes need not be here. It
 * prints as the original would; what is to be known of a failure, wherever it was thrown, is asked
 * by the methods of this class.
 */
public final class RemoteFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final String[] types;
  private final @Nullable FailureClass failureClass;
  private final @Nullable Duration retryAfter;

  public RemoteFailure(FailureDescription description) {
    super(description.message().orElse(null), cause(description.causes()));
    this.type = description.type();
    this.types = description.types().toArray(String[]::new);
    this.failureClass = description.failureClass().orElse(null);
    this.retryAfter = description.retryAfterMillis().map(Duration::ofMillis).orElse(null);
    setFrames(description.frames());
  }

  private RemoteFailure(FailureDescription.Cause cause, @Nullable RemoteFailure next) {
    super(cause.message().orElse(null), next);
    this.type = cause.type();
    this.types = new String[] {cause.type()};
    this.failureClass = null;
    this.retryAfter = null;
    setFrames(cause.frames());
  }

  private static @Nullable RemoteFailure cause(List<FailureDescription.Cause> causes) {
    RemoteFailure next = null;
    for (int index = causes.size() - 1; index >= 0; index--) {
      next = new RemoteFailure(causes.get(index), next);
    }
    return next;
  }

  private void setFrames(List<FailureDescription.Frame> frames) {
    setStackTrace(
        frames.stream().map(FailureDescription.Frame::element).toArray(StackTraceElement[]::new));
  }

  /** The class of what was thrown, here or in another process. */
  public static String typeOf(Throwable thrown) {
    return thrown instanceof RemoteFailure remote ? remote.type : thrown.getClass().getName();
  }

  /** The class of what was thrown, all that this extends and what they implement. */
  public static List<String> typesOf(Throwable thrown) {
    return thrown instanceof RemoteFailure remote
        ? List.of(remote.types)
        : FailureDescription.typesOf(
            thrown instanceof Unreadable unreadable ? unreadable.original() : thrown.getClass());
  }

  /** The class of a failure that knows its own. */
  public static Optional<FailureClass> failureClassOf(Throwable thrown) {
    if (thrown instanceof RemoteFailure remote) {
      return Optional.ofNullable(remote.failureClass);
    }
    return thrown instanceof StrideException known
        ? Optional.of(known.failureClass())
        : Optional.empty();
  }

  /** When another attempt is worth it, if what was thrown knows. */
  public static Optional<Duration> retryAfterOf(Throwable thrown) {
    if (thrown instanceof RemoteFailure remote) {
      return Optional.ofNullable(remote.retryAfter);
    }
    return thrown instanceof RetryAfter known ? Optional.of(known.retryAfter()) : Optional.empty();
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // it stands for an exception of another class
  public String toString() {
    String message = getMessage();
    return message == null ? type : type + ": " + message;
  }
}
