// SPDX-License-Identifier: Apache-2.0
package dev.stride.arrow;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.arrow.vector.FieldVector;

/** Reads texts, or what is made of them. */
final class TextReader extends ColumnReader {
  /** Longer texts are not copied together: each is worth a copy of its own. */
  private static final int MOST_BYTES = 64 * WINDOW;

  private final Function<String, Object> made;
  private final int[] offsets = new int[WINDOW + 1];
  private byte[] bytes = new byte[0];
  private boolean isCopied;

  TextReader(Function<String, Object> made, boolean nullable, String name) {
    super(nullable, name);
    this.made = made;
  }

  @Override
  void fill(FieldVector column, int from, int count) {
    PrimitiveReaders.slice(column.getOffsetBuffer(), from, count + 1, Integer.BYTES)
        .asIntBuffer()
        .get(offsets, 0, count + 1);
    int length = offsets[count] - offsets[0];
    isCopied = length <= MOST_BYTES;
    if (isCopied) {
      copy(column, offsets[0], length);
    }
  }

  private void copy(FieldVector from, int start, int length) {
    if (length > bytes.length) {
      bytes = new byte[Math.max(length, 2 * bytes.length)];
    }
    from.getDataBuffer().getBytes(start, bytes, 0, length);
  }

  @Override
  Object present(int row, int index) {
    int start = offsets[index];
    int length = offsets[index + 1] - start;
    if (isCopied) {
      return made.apply(new String(bytes, start - offsets[0], length, StandardCharsets.UTF_8));
    }
    copy(column(), start, length);
    return made.apply(new String(bytes, 0, length, StandardCharsets.UTF_8));
  }
}
