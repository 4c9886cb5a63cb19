// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a run: a lock that the operating system frees when its process ends, however
 * it ends. The file's text is for people.
 */
final class Lease implements AutoCloseable {
  /**
   * INVARIANT: a file in this set is not opened again in this process, not even to be read: closing
   * any channel of a file frees all locks that the process has on it (POSIX). Guarded by itself.
   */
  private static final Set<Path> HELD = new HashSet<>();

  /** A process that only looks holds the lock for an instant, in which nobody is to be refused. */
  private static final int TRIES = 5;

  private static final long NANOS_BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(20);

  private final FileOperations files;
  private final Path file;

  /** Written past its channel, which an interrupt would close and the lock be lost with it. */
  private final RandomAccessFile content;

  private Lease(FileOperations files, Path file, RandomAccessFile content) {
    this.files = files;
    this.file = file;
    this.content = content;
  }

  static Lease acquire(FileOperations files, Path file, String run) {
    Path real = real(file);
    synchronized (HELD) {
      if (HELD.contains(real)) {
        throw refused(run, thisProcess());
      }
      RandomAccessFile content = lock(files, real);
      if (content == null) {
        throw refused(run, holder(real));
      }
      HELD.add(real);
      return new Lease(files, real, content);
    }
  }

  private static StrideException refused(String run, String holder) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot continue run: "
            + run
            + " is being worked on by "
            + holder
            + " (wait for it, or stop that process)");
  }

  private static String thisProcess() {
    return "process " + ProcessHandle.current().pid();
  }

  private static Path real(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      return folder == null ? file : folder.toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      throw FileOperations.cannot("lock", file, e);
    }
  }

  private static @Nullable RandomAccessFile lock(FileOperations files, Path file) {
    for (int left = TRIES; left > 0; left--) {
      RandomAccessFile content = tryLock(files, file);
      if (content != null) {
        return content;
      }
      LockSupport.parkNanos(NANOS_BETWEEN_TRIES);
    }
    return null;
  }

  private static @Nullable RandomAccessFile tryLock(FileOperations files, Path file) {
    try {
      RandomAccessFile content =
          files.perform(
              new FileOperation.Append(file, new byte[0]),
              () -> new RandomAccessFile(file.toFile(), "rw"));
      if (content.getChannel().tryLock() != null) {
        return content;
      }
      content.close();
      return null;
    } catch (IOException e) {
      throw FileOperations.cannot("lock", file, e);
    }
  }

  /** Whether any process, this one included, holds the lease. */
  static boolean isHeld(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    Path real = real(file);
    synchronized (HELD) {
      if (HELD.contains(real)) {
        return true;
      }
      try (RandomAccessFile content = new RandomAccessFile(real.toFile(), "r")) {
        return content.getChannel().tryLock(0, Long.MAX_VALUE, true) == null;
      } catch (IOException e) {
        throw FileOperations.cannot("read", file, e);
      }
    }
  }

  void sign() {
    try {
      byte[] text = (thisProcess() + "\n").getBytes(StandardCharsets.UTF_8);
      files.perform(
          new FileOperation.Truncate(file, 0),
          () -> {
            content.setLength(0);
            return file;
          });
      files.perform(
          new FileOperation.Append(file, text),
          () -> {
            content.write(text);
            return file;
          });
    } catch (IOException e) {
      throw FileOperations.cannot("write", file, e);
    }
  }

  /** What the file says of the process that has it. */
  static String holder(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.isEmpty() ? "another process" : text;
    } catch (IOException e) {
      return "another process";
    }
  }

  @Override
  public void close() {
    synchronized (HELD) {
      HELD.remove(file);
      try {
        content.close();
      } catch (IOException e) {
        throw new StrideException(
            FailureKind.INTERNAL, "Cannot give back lease: " + e.getMessage(), e);
      }
    }
  }
}
