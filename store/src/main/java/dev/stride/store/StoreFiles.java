// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the store's protocol needs of the place where it lies: a folder, or objects behind a
 * network. Paths are names below the root of the store; names between slashes make folders, also
 * where a place has none. Every operation is announced to a {@link FileProbe}. Thread-safe.
 */
interface StoreFiles {
  /** Refuses operations. */
  interface Guard {
    void check(FileOperation operation) throws IOException;

    /** Asks the guard, then the probe. */
    default FileProbe before(FileProbe probe) {
      return new FileProbe() {
        @Override
        public <T> T perform(FileOperation operation, Action<T> action) throws IOException {
          check(operation);
          return probe.perform(operation, action);
        }
      };
    }
  }

  /** Reads a file from its beginning. */
  interface Reading<T> {
    /**
     * Reads it.
     *
     * @param size of the whole file
     */
    T read(InputStream content, long size) throws IOException;
  }

  /** A file of an attempt's output, as it was written. */
  record Output(Path file, long size, String sha256) {}

  /** The same operations, each after {@code guard} has let it pass. */
  StoreFiles guardedBy(Guard guard);

  /** What people call the file. */
  String name(Path file);

  /** Writes a new file and makes it durable. */
  void writeNew(Path file, byte[] content);

  /** Takes room for what must be written when there is none left, where room can run out. */
  void reserve(Path file, int bytes);

  /** A file for appending that nobody else has. */
  Appender append(Path file);

  /** Cuts a file off behind {@code length} bytes. */
  void truncate(Path file, long length);

  /** Makes the names in a folder durable. */
  void syncFolder(Path folder);

  /**
   * Creates {@code file} with that content, whole and durable, unless it exists.
   *
   * @return whether this call created it
   * @throws StrideException of class {@code UNKNOWN_COMMIT} if that could not be found out in time;
   *     nothing was deleted then
   */
  default boolean createOnce(Path file, byte[] content) {
    return createOnce(file, content, found -> false);
  }

  /**
   * The same for content that is created again where an earlier answer was lost.
   *
   * @param isOurs tells from the content of a file that exists whether the caller has created it
   * @return whether the caller has created it
   */
  boolean createOnce(Path file, byte[] content, Predicate<byte[]> isOurs);

  /** Makes a folder and those above it, where a place has folders. */
  void createFolders(Path folder);

  /** The whole file. */
  byte[] read(Path file);

  /** Reads a file in the caller's way. */
  <T> T reading(Path file, Reading<T> reading);

  /** The SHA-256 of the file, in small hexadecimal digits. */
  String digest(Path file);

  /** Its bytes. */
  long size(Path file);

  /** When it was written last. */
  Instant changed(Path file);

  /** Whether it is a file, and no link. */
  boolean isFile(Path file);

  /** Whether it is a folder, and no link. */
  boolean isFolder(Path file);

  /** Whether there is anything of that name. */
  boolean exists(Path file);

  /** What a folder holds, in order of names; nothing if there is no such folder. */
  List<Path> list(Path folder);

  /** Deletes a file, or an empty folder, if it is there. */
  void delete(Path file);

  /** Deletes a file that harms nobody if it stays. */
  default void discard(Path file) {
    try {
      delete(file);
    } catch (StrideException e) {
      // Garbage collection finds it.
    }
  }

  /** Deletes a folder with everything in it, if it is there. */
  void deleteTree(Path folder);

  /** An empty folder of this machine whose files become those of {@code folder} when sealed. */
  Path beginOutput(Path folder);

  /** Makes the files of an output durable where the store lies, and tells their digests. */
  List<Output> sealOutput(Path folder);

  /**
   * The file as this machine's programs can read it, which may copy it here first.
   *
   * @param check refuses a copy that is not what it should be
   */
  Path local(Path file, LocalCheck check);

  /** Looks at a file that was copied here. */
  interface LocalCheck {
    void check(Path copy) throws IOException;
  }

  /**
   * Takes the right to write a run.
   *
   * @param run for the message
   * @throws StrideException of kind {@code CONFIGURATION} if somebody has it
   */
  Lease acquire(Path file, String run);

  /**
   * Takes the right to write a run from a process that does not answer.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if this process has it
   */
  Lease takeOver(Path file, String run);

  /** Whether any process, this one included, has the right. */
  boolean isHeld(Path file);

  /** What the one who took the right last has said of itself; empty if nobody ever has. */
  Optional<LeaseText> leaseText(Path file);

  /** Whether what is written lies where other machines may see it too, which is no file's place. */
  boolean isRemote();

  /** How often it is worth to look for what another process may have written. */
  Duration lookEvery();

  /** Gives back connections and threads, where a place has them. */
  void close();

  /** The failure of an operation, as one of Stride's. */
  StrideException cannot(String verb, Path file, Throwable cause);
}
