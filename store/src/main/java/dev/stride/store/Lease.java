// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a run: a lock that the operating system frees when its process ends, however
 * it ends. The file's text is for people.
 */
final class Lease implements AutoCloseable {
  private final FileChannel channel;

  private Lease(FileChannel channel) {
    this.channel = channel;
  }

  static Lease acquire(Path file, String run) {
    Lease lease = tryAcquire(file);
    if (lease == null) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot continue run: "
              + run
              + " is being worked on by "
              + holder(file)
              + " (wait for it, or stop that process)");
    }
    return lease;
  }

  static boolean isHeld(Path file) {
    if (!file.toFile().exists()) {
      return false;
    }
    try (Lease lease = tryAcquire(file)) {
      return lease == null;
    }
  }

  private static @Nullable Lease tryAcquire(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return null;
      }
      return new Lease(channel);
    } catch (OverlappingFileLockException e) {
      return null;
    } catch (IOException e) {
      throw FileOperations.cannot("lock", file, e);
    }
  }

  void sign() {
    String text = "process " + ProcessHandle.current().pid() + "\n";
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException e) {
      throw new StrideException(
          FailureKind.RESOURCES, "Cannot write lease: " + e.getMessage() + " (free space)", e);
    }
  }

  private static String holder(Path file) {
    try {
      String text = java.nio.file.Files.readString(file).strip();
      return text.isEmpty() ? "another process" : text;
    } catch (IOException e) {
      return "another process";
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StrideException(
          FailureKind.INTERNAL, "Cannot give back lease: " + e.getMessage(), e);
    }
  }
}
