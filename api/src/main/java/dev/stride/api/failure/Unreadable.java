// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.failure;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;

/**
 * Stands for something thrown whose own text cannot be read, because reading it throws. What code
 * of a step throws must pass through {@link #replacedIn} before it enters a future: futures read
 * it.
 */
public final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Class<?> original;

  private Unreadable(Throwable thrown) {
    super(thrown.getClass().getName() + ", whose message cannot be read", null);
    setStackTrace(stackOf(thrown));
    original = thrown.getClass();
  }

  /** The class of what it stands for. */
  public Class<?> original() {
    return original;
  }

  private static StackTraceElement[] stackOf(Throwable thrown) {
    try {
      return Objects.requireNonNull(thrown.getStackTrace());
    } catch (Throwable e) {
      return new StackTraceElement[0];
    }
  }

  /** What stands for something thrown that cannot be read. */
  public static Throwable inPlaceOf(Throwable thrown) {
    return new Unreadable(thrown);
  }

  /** Printing uses the stack that the JVM has made; others ask the exception for it. */
  private static void readStacks(Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable next = thrown; next != null && seen.add(next); next = next.getCause()) {
      for (StackTraceElement frame : next.getStackTrace()) {
        Objects.requireNonNull(frame);
      }
    }
  }

  /** What was thrown, or what stands for it if it or one of its causes cannot be read. */
  public static Throwable replacedIn(Throwable thrown) {
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      thrown.printStackTrace(nowhere);
      nowhere.print(thrown.getMessage());
      readStacks(thrown);
      return thrown;
    } catch (Throwable e) {
      return new Unreadable(thrown);
    }
  }
}
