// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** The entries of a range's file: length, checksum, body, one after the other. */
final class SlotLog {
  private static final int HEADER_BYTES = 4 + 8;
  private static final int FIXED_BODY_BYTES = 4 + 4 + 1 + 8 + 4;

  private SlotLog() {}

  static byte[] entry(SlotResult result) {
    int length = FIXED_BODY_BYTES + result.value().length;
    ByteBuffer entry = ByteBuffer.allocate(HEADER_BYTES + length);
    entry
        .position(HEADER_BYTES)
        .putInt(result.slot())
        .putInt(result.attempts())
        .put(result.kind().code())
        .putLong(result.fingerprint())
        .putInt(result.millis())
        .put(result.value());
    return entry
        .putInt(0, length)
        .putLong(4, checksum(entry.array(), HEADER_BYTES, length))
        .array();
  }

  private static long checksum(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return checksum.getValue();
  }

  /**
   * Shows every entry up to the first that is not whole.
   *
   * @return the length of what is whole
   */
  static long scan(InputStream content, long size, Consumer<SlotResult> consumer)
      throws IOException {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(content, 1 << 16))) {
      long whole = 0;
      while (size - whole >= HEADER_BYTES) {
        int length = in.readInt();
        long checksum = in.readLong();
        if (length < FIXED_BODY_BYTES || length > size - whole - HEADER_BYTES) {
          return whole;
        }
        byte[] body = in.readNBytes(length);
        if (checksum(body, 0, body.length) != checksum) {
          return whole;
        }
        consumer.accept(result(ByteBuffer.wrap(body)));
        whole += HEADER_BYTES + length;
      }
      return whole;
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
}
