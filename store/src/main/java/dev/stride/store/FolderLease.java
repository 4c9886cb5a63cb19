// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a run: a lock that the operating system frees when its process ends, however
 * it ends. The file says who has it and how often it was taken, its epoch. Whoever takes the place
 * of a process that does not answer removes the file and makes a new one; the holder of the old one
 * finds that out before it writes again.
 */
final class FolderLease implements Lease {
  /**
   * INVARIANT: a file in this map is not opened again in this process, not even to be read: closing
   * any channel of a file frees all locks that the process has on it (POSIX). Guarded by itself.
   */
  private static final Map<Path, FolderLease> HELD = new HashMap<>();

  /** A process that only looks holds the lock for an instant, in which nobody is to be refused. */
  private static final int TRIES = 5;

  private static final long NANOS_BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(20);

  /** How long the holder relies on what it has seen of the file. */
  private static final long NANOS_BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(20);

  private final FolderFiles files;
  private final Path file;

  /** Identifies the file itself, whatever is called like it later. */
  private final Object key;

  private volatile long looked = System.nanoTime();

  /** Written past its channel, which an interrupt would close and the lock be lost with it. */
  private final RandomAccessFile content;

  private FolderLease(FolderFiles files, Path file, RandomAccessFile content) {
    this.files = files;
    this.file = file;
    this.key = key(file).orElse(content);
    this.content = content;
  }

  static FolderLease acquire(FolderFiles files, Path file, String run) {
    Path real = real(file);
    synchronized (HELD) {
      if (HELD.containsKey(real)) {
        throw LeaseText.refused(run, LeaseText.thisProcess());
      }
      RandomAccessFile content = lock(files, real);
      if (content == null) {
        throw LeaseText.refused(run, holder(real));
      }
      FolderLease lease = new FolderLease(files, real, content);
      HELD.put(real, lease);
      return lease;
    }
  }

  /** Nobody takes over from itself. */
  static void refuseOwn(Path file, String run) {
    synchronized (HELD) {
      if (HELD.containsKey(real(file))) {
        throw LeaseText.refused(run, LeaseText.thisProcess());
      }
    }
  }

  private static Path real(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      return folder == null ? file : folder.toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      throw FolderFiles.failure("lock", file, e);
    }
  }

  private static @Nullable RandomAccessFile lock(FolderFiles files, Path file) {
    for (int left = TRIES; left > 0; left--) {
      RandomAccessFile content = tryLock(files, file);
      if (content != null) {
        return content;
      }
      LockSupport.parkNanos(NANOS_BETWEEN_TRIES);
    }
    return null;
  }

  private static @Nullable RandomAccessFile tryLock(FolderFiles files, Path file) {
    try {
      RandomAccessFile content =
          files.perform(
              new FileOperation.Append(file, new byte[0]),
              () -> new RandomAccessFile(file.toFile(), "rw"));
      Optional<Object> opened = key(file);
      if (content.getChannel().tryLock() != null && isThere(opened, file)) {
        return content;
      }
      content.close();
      return null;
    } catch (IOException e) {
      throw FolderFiles.failure("lock", file, e);
    }
  }

  /** Whether the file was not replaced while it was opened and locked. */
  private static boolean isThere(Optional<Object> opened, Path file) {
    return opened.isPresent() && opened.equals(key(file));
  }

  /** Whether any process, this one included, holds the lease. */
  static boolean isHeld(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    Path real = real(file);
    synchronized (HELD) {
      if (HELD.containsKey(real)) {
        return true;
      }
      try (RandomAccessFile content = new RandomAccessFile(real.toFile(), "r")) {
        return content.getChannel().tryLock(0, Long.MAX_VALUE, true) == null;
      } catch (IOException e) {
        throw FolderFiles.failure("read", file, e);
      }
    }
  }

  @Override
  public void sign(int earlierEpoch) {
    try {
      int epoch = Math.max(earlierEpoch, text().epoch()) + 1;
      byte[] text = LeaseText.ofThisProcess(epoch).text().getBytes(StandardCharsets.UTF_8);
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
      throw FolderFiles.failure("write", file, e);
    }
  }

  private LeaseText text() throws IOException {
    byte[] bytes = new byte[(int) Math.min(content.length(), 1 << 10)];
    content.seek(0);
    content.readFully(bytes);
    content.seek(0);
    return new LeaseText(new String(bytes, StandardCharsets.UTF_8));
  }

  /** What the file says; the very one that this process holds is not opened again. */
  static Optional<LeaseText> text(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Path real = real(file);
    synchronized (HELD) {
      FolderLease held = HELD.get(real);
      try {
        return Optional.of(
            held != null && held.isValid() ? held.text() : new LeaseText(Files.readString(real)));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  private static String holder(Path file) {
    return text(file).map(LeaseText::holder).orElse("another process");
  }

  private static Optional<Object> key(Path file) {
    try {
      return Optional.ofNullable(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether the file is still the one that was locked: nobody has taken the holder's place. */
  @Override
  public boolean isValid() {
    return key(file).filter(key::equals).isPresent();
  }

  /**
   * The same, but relies for an instant on what was seen before. A process that was stopped in
   * between looks anew, since the time has gone on.
   */
  @Override
  public boolean isLikelyValid() {
    long now = System.nanoTime();
    if (now - looked < NANOS_BETWEEN_LOOKS) {
      return true;
    }
    boolean valid = isValid();
    if (valid) {
      looked = now;
    }
    return valid;
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
