// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.OrchestratorMark;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a run: a lock that the operating system frees when its process ends, however
 * it ends. The file says who has it and how often it was taken, its epoch. Whoever takes the place
 * of a process that does not answer removes the file and makes a new one; the holder of the old one
 * finds that out before it writes again.
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

  /** How long the holder relies on what it has seen of the file. */
  private static final long NANOS_BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final Pattern EPOCH = Pattern.compile("(?m)^epoch ([0-9]{1,9})$");

  private static final String MARK = "mark ";

  private final FileOperations files;
  private final Path file;

  /** Identifies the file itself, whatever is called like it later. */
  private final Object key;

  private volatile long looked = System.nanoTime();

  /** Written past its channel, which an interrupt would close and the lock be lost with it. */
  private final RandomAccessFile content;

  private Lease(FileOperations files, Path file, RandomAccessFile content) {
    this.files = files;
    this.file = file;
    this.key = key(file).orElse(content);
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

  /** Nobody takes over from itself. */
  static void refuseOwn(Path file, String run) {
    synchronized (HELD) {
      if (HELD.contains(real(file))) {
        throw refused(run, thisProcess());
      }
    }
  }

  private static StrideException refused(String run, String holder) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot continue run: "
            + run
            + " is being worked on by "
            + holder
            + " (wait for it, end it by stride kill, or, if it does not answer, resume with"
            + " --take-over)");
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
      Optional<Object> opened = key(file);
      if (content.getChannel().tryLock() != null && isThere(opened, file)) {
        return content;
      }
      content.close();
      return null;
    } catch (IOException e) {
      throw FileOperations.cannot("lock", file, e);
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

  /** Says who has it now; the epoch is one more than the file or the one before it has said. */
  void sign(int earlierEpoch) {
    try {
      int epoch = Math.max(earlierEpoch, epochIn(text())) + 1;
      byte[] text = signature(epoch).getBytes(StandardCharsets.UTF_8);
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

  private String text() throws IOException {
    byte[] bytes = new byte[(int) Math.min(content.length(), 1 << 10)];
    content.seek(0);
    content.readFully(bytes);
    content.seek(0);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String signature(int epoch) {
    String started =
        ProcessHandle.current().info().startInstant().map(Instant::toString).orElse("unknown");
    String mark = OrchestratorMark.ofThisProcess().map(value -> MARK + value + "\n").orElse("");
    return thisProcess()
        + "\nepoch "
        + epoch
        + "\nstarted "
        + started
        + "\nboot "
        + boot()
        + "\n"
        + mark;
  }

  private static String boot() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static int epochIn(String text) {
    Matcher matcher = EPOCH.matcher(text);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** How often the lease was taken; 0 if the file says nothing of it. */
  static int epoch(Path file) {
    try {
      return epochIn(Files.readString(file));
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * The mark of the process that took it last, if that has one and the machine has not restarted.
   */
  static Optional<String> mark(Path file) {
    try {
      String text = Files.readString(file);
      return text.contains("\nboot " + boot() + "\n")
          ? text.lines().filter(line -> line.startsWith(MARK)).map(Lease::value).findFirst()
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String value(String line) {
    return line.substring(MARK.length());
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
  boolean isValid() {
    return key(file).filter(key::equals).isPresent();
  }

  /**
   * The same, but relies for an instant on what was seen before. A process that was stopped in
   * between looks anew, since the time has gone on.
   */
  boolean isLikelyValid() {
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

  /** What the file says of the process that has it. */
  static String holder(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("another process");
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
