// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.type.RecordType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as lists that are equal if the rows are the same to the bit. */
final class RowKeys {
  private static final String MISSING = "null";

  private RowKeys() {}

  static List<Object> of(RecordType type, Record row) {
    List<Object> key = new ArrayList<>();
    for (int index = 0; index < type.components().size(); index++) {
      key.add(of(type.access().value(row, index)));
    }
    return key;
  }

  /** All NaN are one; -0.0 and 0.0 are two. */
  static Object of(@Nullable Object value) {
    if (value == null) {
      return List.of(MISSING);
    }
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    if (value instanceof Record row) {
      return of(RecordType.of(row.getClass()), row);
    }
    if (value instanceof List<?> list) {
      List<Object> key = new ArrayList<>();
      list.forEach(element -> key.add(of(element)));
      return key;
    }
    return value;
  }
}
