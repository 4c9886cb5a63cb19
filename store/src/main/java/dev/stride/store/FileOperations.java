// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
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
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Every file operation of the store: exclusive creation, no following of links, owner-only modes,
 * and durability in the order that the commit protocol needs.
 */
final class FileOperations {
  private static final Set<OpenOption> DIRECTORY = Set.of(StandardOpenOption.READ);

  private final Durability durability;

  FileOperations(Durability durability) {
    this.durability = durability;
  }

  /** Writes a new file and makes it durable. */
  void writeNew(Path file, byte[] content) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (FileOutputStream out = new FileOutputStream(file.toFile())) {
        out.write(content);
        sync(out);
      }
    } catch (IOException e) {
      throw cannot("write", file, e);
    }
  }

  /** A file for appending that nobody else has. */
  FileOutputStream append(Path file) {
    if (Files.isSymbolicLink(file)) {
      throw cannot("write", file, new IOException("it is a link"));
    }
    try {
      if (hasOtherNames(file)) {
        throw new IOException("it has another name as well");
      }
      return new FileOutputStream(file.toFile(), true);
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
      throw cannot("read", folder, e);
    }
  }

  /** Cuts a file off behind {@code length} bytes. */
  void truncate(Path file, long length) {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      content.setLength(length);
    } catch (IOException e) {
      throw cannot("write", file, e);
    }
  }

  /** Makes what was written so far durable; an fsync through the descriptor survives interrupts. */
  void sync(FileOutputStream out) throws IOException {
    if (durability == Durability.COMMIT) {
      out.getFD().sync();
    }
  }

  /** Makes a file that another program wrote durable. */
  void syncFile(Path file) {
    if (durability == Durability.COMMIT) {
      try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
        out.getFD().sync();
      } catch (IOException e) {
        throw cannot("write", file, e);
      }
    }
  }

  /** Makes the names in a folder durable. */
  void syncFolder(Path folder) {
    if (durability == Durability.NONE) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (!forced(folder)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** INVARIANT: an interrupt closes only this channel, which nobody shares, and is tried again. */
  private static boolean forced(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, DIRECTORY)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    } catch (IOException e) {
      throw cannot("write", folder, e);
    }
  }

  /**
   * Creates {@code file} with that content, whole and durable, unless it exists.
   *
   * @return whether this call created it
   */
  boolean createOnce(Path file, byte[] content) {
    Path folder = parent(file);
    Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      writeNew(temporary, content);
      Files.createLink(file, temporary);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException | UnsupportedOperationException e) {
      throw cannot("commit", file, e);
    } finally {
      delete(temporary);
      syncFolder(folder);
    }
  }

  private static Path parent(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IllegalArgumentException("Cannot use path: " + file + " (it has no folder)");
    }
    return folder;
  }

  /** Makes a folder and those above it, each durable in the one that holds it. */
  void createFolders(Path folder) {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = parent(folder);
    createFolders(parent);
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw cannot("create folder", folder, e);
      }
    }
    syncFolder(parent);
  }

  /** A stream and not a channel, which an interrupt of the reading thread would close. */
  byte[] read(Path file) {
    if (Files.isSymbolicLink(file)) {
      throw cannot("read", file, new IOException("it is a link"));
    }
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw cannot("read", file, e);
    }
  }

  boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Deletes a file, if it is there. */
  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw cannot("delete", file, e);
    }
  }

  /** Deletes a folder with everything in it, if it is there. */
  void deleteTree(Path folder) {
    if (!exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(FileOperations::delete);
    } catch (IOException e) {
      throw cannot("delete", folder, e);
    }
  }

  static StrideException cannot(String verb, Path file, Throwable cause) {
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
