// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker.task;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Many slots as one object, of which each is read alone: for each slot the place and the length of
 * its JSON as two numbers, 8 and 4 bytes, high bytes first; then the JSON of all, one behind the
 * other.
 */
public final class SlotTable {
  private static final int ENTRY = 8 + 4;

  private SlotTable() {}

  /** Reads a part of an object. */
  public interface Ranges {
    byte[] read(long offset, int length) throws IOException;
  }

  /** The object's content. */
  public static byte[] encode(List<SlotTask> slots) {
    List<byte[]> all = slots.stream().map(SlotTask::encode).toList();
    long length = all.stream().mapToLong(json -> json.length + ENTRY).sum();
    ByteBuffer table = ByteBuffer.allocate(Math.toIntExact(length));
    long offset = (long) ENTRY * all.size();
    for (byte[] json : all) {
      table.putLong(offset).putInt(json.length);
      offset += json.length;
    }
    all.forEach(table::put);
    return table.array();
  }

  /** How many slots there are, by one read of a part. */
  public static int size(Ranges ranges) throws IOException {
    return (int) (ByteBuffer.wrap(ranges.read(0, ENTRY)).getLong() / ENTRY);
  }

  /** Reads one slot by two reads of parts. */
  public static SlotTask read(Ranges ranges, int slot) throws IOException {
    ByteBuffer entry = ByteBuffer.wrap(ranges.read((long) slot * ENTRY, ENTRY));
    return SlotTask.decode(ranges.read(entry.getLong(), entry.getInt()));
  }
}
