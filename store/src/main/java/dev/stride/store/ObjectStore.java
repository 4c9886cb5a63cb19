// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Objects behind a network, in which a store can lie. Keys are names with slashes. The store needs
 * what S3 has had since 2024: a write is seen by every read after it, and a write can be made to
 * depend on what is there. Where an answer is lost, a method throws {@link IOException}, and what
 * it was to do may have happened; one that was refused throws a {@link
 * java.nio.file.FileSystemException}, and nothing has. Retries are the implementation's own affair;
 * the store asks again only for what decides whether a commit has happened. Thread-safe.
 */
public interface ObjectStore extends AutoCloseable {
  /**
   * An object that was read.
   *
   * @param content all of it
   * @param version names this state of the object, for {@link #replace}
   * @param age how long ago it was written, by the clock of the service alone
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Found(byte[] content, String version, Duration age) {}

  /**
   * An object in a listing.
   *
   * @param key its whole key
   * @param size bytes
   * @param changed when it was written
   */
  record Entry(String key, long size, Instant changed) {}

  /**
   * What lies right below a folder.
   *
   * @param objects the objects
   * @param folders the whole keys of folders, without the slash at their end
   */
  record Listing(List<Entry> objects, List<String> folders) {
    public Listing {
      objects = List.copyOf(objects);
      folders = List.copyOf(folders);
    }
  }

  /** What people call an object; of the empty key, the place itself. */
  String name(String key);

  /** The object, if it is there. */
  Optional<Found> get(String key) throws IOException;

  /**
   * Streams the object.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   */
  InputStream open(String key) throws IOException;

  /**
   * A part of the object.
   *
   * @param offset of its first byte
   * @param length at least 1, and no more than there is behind the offset
   * @throws java.nio.file.NoSuchFileException if the object is not there
   */
  byte[] range(String key, long offset, int length) throws IOException;

  /** What a listing says of the object, if it is there. */
  Optional<Entry> head(String key) throws IOException;

  /**
   * Writes an object unless there is one of that key.
   *
   * @return its version; empty if there is one
   */
  Optional<String> create(String key, byte[] content) throws IOException;

  /**
   * Writes an object if it is in the state that {@code version} names.
   *
   * @return its new version; empty if it is in another, or gone
   */
  Optional<String> replace(String key, byte[] content, String version) throws IOException;

  /** Writes an object, whatever is there. */
  void put(String key, byte[] content) throws IOException;

  /** Writes an object of any size from a file, and leaves no part of it if that fails. */
  void upload(String key, Path file) throws IOException;

  /** Writes an object of any size into a file that is not there. */
  void download(String key, Path file) throws IOException;

  /** What lies right below a folder, however much it is. */
  Listing list(String folder) throws IOException;

  /** The keys of everything below a folder. */
  List<String> keysBelow(String folder) throws IOException;

  /** Deletes those that are there. */
  void delete(Collection<String> keys) throws IOException;

  @Override
  void close();
}
