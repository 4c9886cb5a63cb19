// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.nio.file.Path;

/** What the store is about to do with a file or folder; a {@link FileProbe} hears of it. */
public sealed interface FileOperation {
  /** The file or folder, absolute. */
  Path file();

  /**
   * Makes an empty file, which must not be there.
   *
   * @param file the file
   */
  record Create(Path file) implements FileOperation {}

  /**
   * Adds bytes at the end of a file, which is made if it is missing.
   *
   * @param file the file
   * @param bytes what is added; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares operations
  record Append(Path file, byte[] bytes) implements FileOperation {}

  /**
   * Cuts a file off.
   *
   * @param file the file
   * @param length the bytes that stay
   */
  record Truncate(Path file, long length) implements FileOperation {}

  /**
   * Makes the content of a file durable, whoever wrote it.
   *
   * @param file the file
   */
  record Sync(Path file) implements FileOperation {}

  /**
   * Gives a file a second name, which must not be there.
   *
   * @param file the new name
   * @param existing the name that it has
   */
  record Link(Path file, Path existing) implements FileOperation {}

  /**
   * Takes a name away, if it is there.
   *
   * @param file a file or an empty folder
   */
  record Delete(Path file) implements FileOperation {}

  /**
   * Makes a folder, which must not be there.
   *
   * @param file the folder
   */
  record MakeFolder(Path file) implements FileOperation {}

  /**
   * Makes the names in a folder durable.
   *
   * @param file the folder
   */
  record SyncFolder(Path file) implements FileOperation {}

  /**
   * Reads a file, or asks for its size.
   *
   * @param file the file
   */
  record Read(Path file) implements FileOperation {}

  /**
   * Lists the names in a folder.
   *
   * @param file the folder
   */
  record ListFolder(Path file) implements FileOperation {}
}
