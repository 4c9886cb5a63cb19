// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the first attempts of a {@code foreach} step's slots print: one file for all of them, of
 * entries that are slot, length and bytes. Made when the first slot says something. Thread-safe.
 */
public final class SlotOutput implements AutoCloseable {
  private static final int HEADER_BYTES = 4 + 4;

  private final StoreFiles files;
  private final Path folder;
  private final Path file;
  private @Nullable Appender out;
  private boolean closed;

  SlotOutput(StoreFiles files, Path folder) {
    this.files = files;
    this.folder = folder;
    this.file = folder.resolve("output");
  }

  /** The log of a slot's first attempt. */
  public OutputLog of(int slot) {
    return new Slot(slot);
  }

  /** The log of a slot's first attempt. */
  final class Slot extends OutputLog {
    private final int number;

    private Slot(int number) {
      this.number = number;
    }

    @Override
    long begin() {
      return 0;
    }

    @Override
    void append(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer entry = ByteBuffer.allocate(HEADER_BYTES + length);
      entry.putInt(number).putInt(length).put(bytes, offset, length);
      write(entry.array());
    }

    @Override
    RuntimeException cannotWrite(IOException cause) {
      return files.cannot("write", file, cause);
    }
  }

  /** A thread that a slot has left behind may print after the end. */
  private synchronized void write(byte[] entry) throws IOException {
    Appender target = out == null ? open() : out;
    out = target;
    target.write(entry);
    if (closed) {
      close();
    }
  }

  /** Goes on with what another process left, without its torn end. */
  private Appender open() {
    files.createFolders(folder);
    if (files.exists(file)) {
      files.truncate(file, scan(slot -> false, new TreeMap<>()));
    }
    return files.append(file);
  }

  /** What each of the wanted slots printed, by slot; those that said nothing are absent. */
  Map<Integer, String> read(IntPredicate wanted) {
    Map<Integer, ByteArrayOutputStream> bytes = new TreeMap<>();
    if (files.exists(file)) {
      scan(wanted, bytes);
    }
    Map<Integer, String> texts = new TreeMap<>();
    bytes.forEach((slot, text) -> texts.put(slot, text.toString(StandardCharsets.UTF_8)));
    return texts;
  }

  /** The length of what is whole. */
  private long scan(IntPredicate wanted, Map<Integer, ByteArrayOutputStream> into) {
    return files.reading(file, (in, size) -> scanned(in, size, wanted, into));
  }

  private static long scanned(
      InputStream content, long size, IntPredicate wanted, Map<Integer, ByteArrayOutputStream> into)
      throws IOException {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(content, 1 << 16))) {
      long whole = 0;
      while (size - whole >= HEADER_BYTES) {
        int slot = in.readInt();
        int length = in.readInt();
        if (length < 0 || length > size - whole - HEADER_BYTES) {
          return whole;
        }
        if (wanted.test(slot)) {
          into.computeIfAbsent(slot, key -> new ByteArrayOutputStream())
              .writeBytes(in.readNBytes(length));
        } else {
          in.skipNBytes(length);
        }
        whole += HEADER_BYTES + length;
      }
      return whole;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Appender target = out;
    out = null;
    if (target != null) {
      try {
        target.close();
      } catch (IOException e) {
        throw files.cannot("close", file, e);
      }
    }
  }
}
