// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Every file operation of the store: exclusive creation, no following of links, owner-only modes,
 * and durability in the order that the commit protocol needs. Each is announced to the probe.
 */
final class FolderFiles implements StoreFiles {
  private static final Set<OpenOption> DIRECTORY = Set.of(StandardOpenOption.READ);
  private static final byte[] NOTHING = new byte[0];
  private static final FileAttribute<?> OWNERS_FILE = mode("rw-------");
  private static final FileAttribute<?> OWNERS_FOLDER = mode("rwx------");

  /** How long what is not known is asked again. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(200);

  private static final long NANOS_BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(50);

  private final Durability durability;
  private final FileProbe probe;
  private final Duration patience;

  /** Folders that this process has made and whose names may not survive a loss of power yet. */
  private final Set<Path> unsettled;

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  FolderFiles(Durability durability) {
    this(durability, FileProbe.NONE, PATIENCE);
  }

  FolderFiles(Durability durability, FileProbe probe, Duration patience) {
    this(durability, probe, patience, ConcurrentHashMap.newKeySet());
  }

  private FolderFiles(
      Durability durability, FileProbe probe, Duration patience, Set<Path> unsettled) {
    this.durability = durability;
    this.probe = probe;
    this.patience = patience;
    this.unsettled = unsettled;
  }

  @Override
  public StoreFiles guardedBy(Guard guard) {
    return new FolderFiles(durability, guard.before(probe), patience, unsettled);
  }

  <T> T perform(FileOperation operation, FileProbe.Action<T> action) throws IOException {
    return probe.perform(operation, action);
  }

  @Override
  public void writeNew(Path file, byte[] content) {
    try {
      perform(new FileOperation.Create(file), () -> Files.createFile(file, OWNERS_FILE));
      try (Appender out = new FolderAppender(this, file, new FileOutputStream(file.toFile()))) {
        out.write(content);
        out.sync();
      }
    } catch (IOException e) {
      throw cannot("write", file, e);
    }
  }

  @Override
  public Appender append(Path file) {
    if (Files.isSymbolicLink(file)) {
      throw cannot("write", file, new IOException("it is a link"));
    }
    try {
      if (hasOtherNames(file)) {
        throw new IOException("it has another name as well");
      }
      return new FolderAppender(
          this,
          file,
          perform(
              new FileOperation.Append(file, NOTHING),
              () -> new FileOutputStream(file.toFile(), true)));
    } catch (IOException e) {
      throw cannot("write", file, e);
    }
  }

  /**
   * A hard link to a file elsewhere cannot be told from the file but by the number of its names.
   */
  private static boolean hasOtherNames(Path file) throws IOException {
    return Files.exists(file)
        && Files.getAttribute(file, "unix:nlink") instanceof Integer names
        && names > 1;
  }

  /** The permissions of a folder that others may write; empty if they may not. */
  static Optional<String> othersPermissions(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
      return permissions.contains(PosixFilePermission.OTHERS_WRITE)
          ? Optional.of(PosixFilePermissions.toString(permissions))
          : Optional.empty();
    } catch (IOException e) {
      throw failure("read", folder, e);
    }
  }

  @Override
  public void truncate(Path file, long length) {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      perform(
          new FileOperation.Truncate(file, length),
          () -> {
            content.setLength(length);
            return file;
          });
    } catch (IOException e) {
      throw cannot("write", file, e);
    }
  }

  /** Makes what was written so far durable. */
  void sync(Path file, FileOutputStream out) throws IOException {
    if (durability == Durability.COMMIT) {
      perform(
          new FileOperation.Sync(file),
          () -> {
            out.getFD().sync();
            return file;
          });
    }
  }

  /** Makes a file that another program wrote durable. */
  private void syncFile(Path file) {
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      sync(file, out);
    } catch (IOException e) {
      throw cannot("write", file, e);
    }
  }

  @Override
  public void syncFolder(Path folder) {
    try {
      force(folder);
    } catch (IOException e) {
      throw cannot("write", folder, e);
    }
  }

  private void force(Path folder) throws IOException {
    if (durability == Durability.NONE) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (!perform(new FileOperation.SyncFolder(folder), () -> forced(folder))) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** INVARIANT: an interrupt closes only this channel, which nobody shares, and is tried again. */
  private static boolean forced(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, DIRECTORY)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  @Override
  public boolean createOnce(Path file, byte[] content, Predicate<byte[]> isOurs) {
    Path folder = parent(file);
    Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      writeNew(temporary, content);
    } catch (StrideException e) {
      discard(temporary);
      throw e;
    }
    boolean created = isLinked(file, temporary, isOurs);
    discard(temporary);
    untilKnown(
        file,
        () -> {
          force(folder);
          return file;
        });
    return created;
  }

  /** The name may be there although the system said that it could not be made. */
  private boolean isLinked(Path file, Path temporary, Predicate<byte[]> isOurs) {
    try {
      perform(new FileOperation.Link(file, temporary), () -> Files.createLink(file, temporary));
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      Found found =
          untilKnown(
              file,
              () -> perform(new FileOperation.Read(file), () -> find(file, temporary, isOurs)));
      if (found == Found.NOTHING) {
        discard(temporary);
        throw cannot("commit", file, e);
      }
      return found == Found.OURS;
    }
  }

  /** What stands under a name that was to be made. */
  private enum Found {
    OURS,
    OTHERS,
    NOTHING
  }

  private static Found find(Path file, Path temporary, Predicate<byte[]> isOurs)
      throws IOException {
    if (Files.isSymbolicLink(file)) {
      return Found.OTHERS;
    }
    try {
      return Files.isSameFile(file, temporary) || isOurs.test(bytes(file))
          ? Found.OURS
          : Found.OTHERS;
    } catch (NoSuchFileException e) {
      return Found.NOTHING;
    }
  }

  /** Asks again, for a while, where an answer decides whether something has happened. */
  private <T> T untilKnown(Path file, FileProbe.Action<T> question) {
    long end = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return question.perform();
        } catch (IOException e) {
          if (System.nanoTime() > end) {
            throw unknown(file, e);
          }
          LockSupport.parkNanos(NANOS_BETWEEN_TRIES);
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static StrideException unknown(Path file, IOException cause) {
    return new StrideException(
        FailureClass.UNKNOWN_COMMIT,
        "Cannot tell whether "
            + file
            + " was written: "
            + inWords(cause, withoutName(file, String.valueOf(cause.getMessage())))
            + " (when the store answers again, resume the run: it looks first)",
        cause);
  }

  private static Path parent(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IllegalArgumentException("Cannot use path: " + file + " (it has no folder)");
    }
    return folder;
  }

  /** Makes a folder and those above it, each durable in the one that holds it. */
  @Override
  public void createFolders(Path folder) {
    if (Files.isDirectory(folder) && !unsettled.contains(folder)) {
      return;
    }
    Path parent = parent(folder);
    createFolders(parent);
    try {
      unsettled.add(folder);
      perform(
          new FileOperation.MakeFolder(folder), () -> Files.createDirectory(folder, OWNERS_FOLDER));
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        unsettled.remove(folder);
        throw cannot("create folder", folder, e);
      }
    }
    syncFolder(parent);
    unsettled.remove(folder);
  }

  @Override
  public byte[] read(Path file) {
    if (Files.isSymbolicLink(file)) {
      throw cannot("read", file, new IOException("it is a link"));
    }
    return probed(file, () -> bytes(file));
  }

  /** A stream and not a channel, which an interrupt of the reading thread would close. */
  private static byte[] bytes(Path file) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return in.readAllBytes();
    }
  }

  @Override
  public <T> T reading(Path file, Reading<T> reading) {
    return probed(
        file,
        () -> {
          try (InputStream in = new FileInputStream(file.toFile())) {
            return reading.read(in, Files.size(file));
          }
        });
  }

  private <T> T probed(Path file, FileProbe.Action<T> action) {
    try {
      return perform(new FileOperation.Read(file), action);
    } catch (IOException e) {
      throw cannot("read", file, e);
    }
  }

  @Override
  public String digest(Path file) {
    return probed(file, () -> Digests.ofFile(file));
  }

  @Override
  public long size(Path file) {
    return probed(file, () -> Files.size(file));
  }

  @Override
  public List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try {
      return perform(
          new FileOperation.ListFolder(folder),
          () -> {
            try (Stream<Path> children = Files.list(folder)) {
              return children.sorted().toList();
            }
          });
    } catch (IOException e) {
      throw cannot("list", folder, e);
    }
  }

  @Override
  public boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public boolean isFolder(Path file) {
    return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Instant changed(Path file) {
    return probed(
        file, () -> Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant());
  }

  @Override
  public String name(Path file) {
    return file.toString();
  }

  @Override
  public void reserve(Path file, int bytes) {
    writeNew(file, new byte[bytes]);
  }

  @Override
  public Path beginOutput(Path folder) {
    deleteTree(folder);
    createFolders(folder);
    return folder;
  }

  @Override
  public List<Output> sealOutput(Path folder) {
    List<Output> outputs = new ArrayList<>();
    for (Path file : list(folder)) {
      syncFile(file);
      outputs.add(new Output(file, size(file), digest(file)));
    }
    syncFolder(folder);
    syncFolder(parent(folder));
    return outputs;
  }

  @Override
  public Path local(Path file, LocalCheck check) {
    return file;
  }

  @Override
  public Lease acquire(Path file, String run) {
    return FolderLease.acquire(this, file, run);
  }

  @Override
  public Lease takeOver(Path file, String run) {
    FolderLease.refuseOwn(file, run);
    delete(file);
    return FolderLease.acquire(this, file, run);
  }

  @Override
  public boolean isHeld(Path file) {
    return FolderLease.isHeld(file);
  }

  @Override
  public Optional<LeaseText> leaseText(Path file) {
    return FolderLease.text(file);
  }

  @Override
  public void delete(Path file) {
    try {
      perform(new FileOperation.Delete(file), () -> Files.deleteIfExists(file));
    } catch (IOException e) {
      throw cannot("delete", file, e);
    }
  }

  @Override
  public void deleteTree(Path folder) {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      list(folder).forEach(this::deleteTree);
    }
    delete(folder);
  }

  @Override
  public void close() {
    // Nothing is open between operations.
  }

  @Override
  public boolean isRemote() {
    return false;
  }

  @Override
  public Duration lookEvery() {
    return LOOK;
  }

  @Override
  public StrideException cannot(String verb, Path file, Throwable cause) {
    return failure(verb, file, cause);
  }

  static StrideException failure(String verb, Path file, Throwable cause) {
    String reason = String.valueOf(cause.getMessage());
    if (reason.contains("No space left")) {
      return new StrideException(
          FailureClass.DISK_FULL,
          "Cannot " + verb + " " + file + ": the disk is full (free space, then resume the run)",
          cause);
    }
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot "
            + verb
            + " "
            + file
            + ": "
            + inWords(cause, withoutName(file, reason))
            + " (check that the store may be written, or set --conf stride.store=DIR)",
        cause);
  }

  /** Streams put the reason in brackets behind the name, the operating system's calls after it. */
  private static String withoutName(Path file, String reason) {
    String named = file + " (";
    return reason.startsWith(named) && reason.endsWith(")")
        ? reason.substring(named.length(), reason.length() - 1)
        : reason.replace(file + ": ", "");
  }

  private static String inWords(Throwable cause, String reason) {
    if (cause instanceof FileAlreadyExistsException) {
      return "a file stands in its place";
    }
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (cause instanceof AccessDeniedException) {
      return "no right to";
    }
    return reason;
  }
}
