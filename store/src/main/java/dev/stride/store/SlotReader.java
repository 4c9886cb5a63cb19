// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Reads what {@link SlotWriter} wrote, range by range, and no further than it is whole. */
public final class SlotReader {
  private final FileOperations files;
  private final Path folder;

  SlotReader(FileOperations files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** Shows every whole result, ranges in order, slots of a range in the order they ended. */
  public void forEach(Consumer<SlotResult> consumer) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> ranges = Files.list(folder)) {
      ranges
          .filter(file -> file.toString().endsWith(".log"))
          .sorted()
          .forEach(file -> read(file, consumer));
    } catch (IOException e) {
      throw FileOperations.cannot("list", folder, e);
    }
  }

  private void read(Path file, Consumer<SlotResult> consumer) {
    ByteBuffer log = ByteBuffer.wrap(files.read(file));
    while (log.remaining() >= SlotWriter.HEADER_BYTES) {
      int length = log.getInt();
      long checksum = log.getLong();
      if (length < SlotWriter.HEADER_BYTES - 12 || length > log.remaining()) {
        damaged(file);
        return;
      }
      ByteBuffer body = log.slice(log.position(), length);
      CRC32C actual = new CRC32C();
      actual.update(body.duplicate());
      if (actual.getValue() != checksum) {
        damaged(file);
        return;
      }
      consumer.accept(result(body));
      log.position(log.position() + length);
    }
  }

  private static SlotResult result(ByteBuffer body) {
    int slot = body.getInt();
    int attempts = body.getInt();
    SlotResult.Kind kind = SlotResult.Kind.of(body.get());
    long fingerprint = body.getLong();
    int millis = body.getInt();
    byte[] value = new byte[body.remaining()];
    body.get(value);
    return new SlotResult(slot, attempts, kind, fingerprint, millis, value);
  }

  /** A torn end is what a killed process leaves; in a sealed range it is damage. */
  private void damaged(Path file) {
    Path seal = Path.of(file.toString().replace(".log", ".json"));
    if (files.exists(seal)) {
      throw new StrideException(
          FailureKind.INTERNAL,
          "Cannot use slots: " + file + " is damaged (run the workflow again)");
    }
  }
}
