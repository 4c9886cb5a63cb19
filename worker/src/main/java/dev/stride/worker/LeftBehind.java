// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Finds what a call has left behind: threads that keep a process alive, and a sign of processes. A
 * worker that has such threads is not used again. Confined to one call at a time.
 */
final class LeftBehind {
  /** How long threads that are about to end are waited for. */
  private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final int MOST = 20;

  /** How the threads are called that the JDK has for each process, and a while longer. */
  private static final String REAPER = "process reaper";

  private Set<Thread> before = Set.of();

  /** A call begins. */
  void begin() {
    before = Collections.newSetFromMap(new IdentityHashMap<>());
    all().forEach(before::add);
  }

  /** A call has ended, on this thread. */
  Message.Remains find() {
    // An interrupt that came too late must not hit the waiting.
    Thread.interrupted();
    List<String> threads =
        endless().stream()
            .map(Thread::getName)
            .limit(MOST)
            .map(name -> name.substring(0, Math.min(name.length(), 100)))
            .toList();
    boolean processes = all().anyMatch(thread -> thread.getName().startsWith(REAPER));
    return new Message.Remains(threads, processes);
  }

  private List<Thread> endless() {
    long deadline = System.nanoTime() + WAIT_NANOS;
    List<Thread> left = candidates();
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      join(left.get(0), deadline);
      left = candidates();
    }
    return left;
  }

  private List<Thread> candidates() {
    return all()
        .filter(thread -> !thread.isDaemon() && thread.isAlive())
        .filter(thread -> thread != Thread.currentThread() && !before.contains(thread))
        .toList();
  }

  private static void join(Thread thread, long deadline) {
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
    } catch (InterruptedException e) {
      // The step's own threads may interrupt this one; waiting less does no harm.
      return;
    }
  }

  /** The threads of all groups; asks for no stack. */
  private static Stream<Thread> all() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[root.activeCount() * 2 + 8];
    int count = root.enumerate(threads);
    return Arrays.stream(threads, 0, count).filter(Objects::nonNull);
  }
}
