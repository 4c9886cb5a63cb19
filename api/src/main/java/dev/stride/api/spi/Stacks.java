// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What threads that do not end are at. */
public final class Stacks {
  private static final int FRAMES = 64;
  private static final int THREADS = 16;

  private Stacks() {}

  /**
   * Where a thread is, and the threads that hold what it waits for, at most 16 of at most 64 frames
   * each.
   *
   * @return lines of text as in a thread dump; empty if the thread has ended
   */
  public static String of(Thread thread) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<Long, ThreadInfo> found = new LinkedHashMap<>();
    long next = thread.getId();
    while (next >= 0 && !found.containsKey(next) && found.size() < THREADS) {
      ThreadInfo info = threads.getThreadInfo(next, FRAMES);
      if (info == null) {
        break;
      }
      found.put(next, info);
      next = info.getLockOwnerId();
    }
    StringBuilder text = new StringBuilder();
    found.values().forEach(info -> append(info, text));
    return text.toString();
  }

  /**
   * The code that has called {@code System.exit} or {@code Runtime.exit} and waits for the end.
   *
   * @param stack a thread's frames, the innermost first
   */
  public static Optional<StackTraceElement> callerOfExit(StackTraceElement[] stack) {
    return IntStream.range(1, stack.length)
        .filter(at -> isExit(stack[at - 1]))
        .mapToObj(at -> stack[at])
        .filter(caller -> !caller.getClassName().startsWith("java.lang."))
        .map(Stacks::withoutOrigin)
        .findFirst();
  }

  private static boolean isExit(StackTraceElement callee) {
    return callee.getMethodName().equals("exit")
        && (callee.getClassName().equals("java.lang.System")
            || callee.getClassName().equals("java.lang.Runtime"));
  }

  private static void append(ThreadInfo info, StringBuilder text) {
    text.append('"').append(info.getThreadName()).append("\" ").append(info.getThreadState());
    if (info.getLockName() != null) {
      text.append(" on ").append(info.getLockName());
    }
    if (info.getLockOwnerName() != null) {
      text.append(", held by \"").append(info.getLockOwnerName()).append('"');
    }
    text.append('\n');
    for (StackTraceElement frame : info.getStackTrace()) {
      text.append("\tat ").append(withoutOrigin(frame)).append('\n');
    }
  }

  /** As exceptions print it, without class loader and module. */
  private static StackTraceElement withoutOrigin(StackTraceElement frame) {
    return new StackTraceElement(
        frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber());
  }
}
