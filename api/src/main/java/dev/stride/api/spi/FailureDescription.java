// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.Unreadable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A bounded description of something thrown, which can leave its process.
 *
 * @param type its class
 * @param types its class, all that this extends and what they implement, at most 100
 * @param message its message, at most 8 KiB; empty if it has none
 * @param frames the top of its stack, at most 30
 * @param causes what caused it, the nearest first, at most 10
 * @param failureClass the class of a failure that knows its own
 * @param retryAfterMillis when another attempt is worth it, if it knows
 */
public record FailureDescription(
    String type,
    List<String> types,
    Optional<String> message,
    List<Frame> frames,
    List<Cause> causes,
    Optional<FailureClass> failureClass,
    Optional<Long> retryAfterMillis) {
  private static final int MESSAGE_CHARACTERS = 8 << 10;
  private static final int NAME_CHARACTERS = 1 << 10;
  private static final int TYPES = 100;
  private static final int FRAMES = 30;
  private static final int CAUSES = 10;

  public FailureDescription {
    types = List.copyOf(types);
    frames = List.copyOf(frames);
    causes = List.copyOf(causes);
  }

  /**
   * A call on the stack.
   *
   * @param type the class
   * @param method the method
   * @param file the source file, if known
   * @param line the line in it, or as in {@link StackTraceElement}
   */
  public record Frame(String type, String method, Optional<String> file, int line) {
    static Frame of(StackTraceElement element, UnaryOperator<String> text) {
      return new Frame(
          cut(text.apply(element.getClassName()), NAME_CHARACTERS),
          cut(text.apply(element.getMethodName()), NAME_CHARACTERS),
          Optional.ofNullable(element.getFileName())
              .map(name -> cut(text.apply(name), NAME_CHARACTERS)),
          element.getLineNumber());
    }

    StackTraceElement element() {
      return new StackTraceElement(type, method, file.orElse(null), line);
    }

    /** As a stack trace shows it. */
    @Override
    public String toString() {
      return element().toString();
    }
  }

  /**
   * What caused a failure.
   *
   * @param type its class
   * @param message its message, at most 8 KiB; empty if it has none
   * @param frames the top of its stack, at most 30
   */
  public record Cause(String type, Optional<String> message, List<Frame> frames) {
    public Cause {
      frames = List.copyOf(frames);
    }

    /** Class and message. */
    @Override
    public String toString() {
      return type + ": " + message.orElse("");
    }
  }

  /** Describes {@code thrown}, whatever its own methods do. */
  public static FailureDescription of(Throwable thrown) {
    return of(thrown, UnaryOperator.identity());
  }

  /**
   * Describes {@code thrown}, whatever its own methods do.
   *
   * @param text what becomes of messages and of names in the stack, before they are cut
   */
  public static FailureDescription of(Throwable thrown, UnaryOperator<String> text) {
    try {
      return of(thrown, Unreadable.replacedIn(thrown), text);
    } catch (RuntimeException | Error e) {
      // Its methods may answer differently each time.
      return of(thrown, Unreadable.inPlaceOf(thrown), text);
    }
  }

  private static FailureDescription of(
      Throwable thrown, Throwable readable, UnaryOperator<String> text) {
    return new FailureDescription(
        cut(RemoteFailure.typeOf(thrown), NAME_CHARACTERS),
        RemoteFailure.typesOf(thrown),
        message(readable, text),
        frames(readable, text),
        causes(readable, text),
        RemoteFailure.failureClassOf(readable),
        retryAfterMillis(readable));
  }

  private static Optional<Long> retryAfterMillis(Throwable thrown) {
    try {
      return RemoteFailure.retryAfterOf(thrown).map(Duration::toMillis);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The names of a class, all that it extends and what they implement. */
  static List<String> typesOf(Class<?> thrown) {
    Set<String> names = new LinkedHashSet<>();
    for (Class<?> type = thrown; type != null; type = type.getSuperclass()) {
      names.add(type.getName());
      addInterfaces(type, names);
    }
    return names.stream().limit(TYPES).map(name -> cut(name, NAME_CHARACTERS)).toList();
  }

  private static void addInterfaces(Class<?> type, Set<String> names) {
    for (Class<?> implemented : type.getInterfaces()) {
      names.add(implemented.getName());
      addInterfaces(implemented, names);
    }
  }

  private static Optional<String> message(Throwable readable, UnaryOperator<String> text) {
    return Optional.ofNullable(readable.getMessage())
        .map(message -> cut(text.apply(message), MESSAGE_CHARACTERS));
  }

  private static List<Frame> frames(Throwable readable, UnaryOperator<String> text) {
    return Arrays.stream(readable.getStackTrace())
        .limit(FRAMES)
        .map(element -> Frame.of(element, text))
        .toList();
  }

  private static List<Cause> causes(Throwable readable, UnaryOperator<String> text) {
    List<Cause> causes = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    seen.add(readable);
    Throwable cause = readable.getCause();
    while (cause != null && causes.size() < CAUSES && seen.add(cause)) {
      causes.add(
          new Cause(
              cut(RemoteFailure.typeOf(cause), NAME_CHARACTERS),
              message(cause, text),
              frames(cause, text)));
      cause = cause.getCause();
    }
    return causes;
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(most - 1));
    int end = splitsPair ? most - 1 : most;
    return text.substring(0, end) + "… (" + text.length() + " characters)";
  }
}
