// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The processes that one thread has started, with theirs. Linux lists them by thread; elsewhere
 * none is known. Thread-safe.
 */
final class ThreadChildren {
  private static final Path THIS_THREAD = Path.of("/proc/thread-self");

  /** A thread keeps its own for life. */
  private static final ThreadLocal<ThreadChildren> CURRENT =
      ThreadLocal.withInitial(() -> new ThreadChildren(listOfThisThread()));

  private static final int ROUNDS = 100;
  private static final long NANOS_BETWEEN_ROUNDS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Optional<Path> list;

  private ThreadChildren(Optional<Path> list) {
    this.list = list;
  }

  static ThreadChildren ofCurrentThread() {
    return CURRENT.get();
  }

  private static Optional<Path> listOfThisThread() {
    try {
      return Optional.of(THIS_THREAD.toRealPath().resolve("children"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Kills them and waits, for a second at most, until none is left. */
  void kill() {
    List<Long> left = alive();
    for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
      left.forEach(ThreadChildren::killWithDescendants);
      LockSupport.parkNanos(NANOS_BETWEEN_ROUNDS);
      left = alive();
    }
  }

  private List<Long> alive() {
    if (list.isEmpty()) {
      return List.of();
    }
    try {
      return Stream.of(Files.readString(list.get(), StandardCharsets.US_ASCII).split(" ", -1))
          .filter(pid -> !pid.isBlank())
          .map(Long::valueOf)
          .filter(ProcessTable::isAlive)
          .toList();
    } catch (IOException e) {
      // The thread has ended, or this Linux keeps no such list.
      return List.of();
    }
  }

  private static void killWithDescendants(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(
            child -> {
              List<ProcessHandle> descendants = child.descendants().toList();
              child.destroyForcibly();
              descendants.forEach(ProcessHandle::destroyForcibly);
            });
  }
}
