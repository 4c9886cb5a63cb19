// SPDX-License-Identifier: Apache-2.0
package dev.stride.arrow;

import dev.stride.api.type.ListType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.jspecify.annotations.Nullable;

/** Reads lists; their elements are a column too. */
final class ListReader extends ColumnReader {
  private final int[] offsets = new int[WINDOW + 1];
  private final ColumnReader element;

  ListReader(ListType type, boolean nullable, String name) {
    super(nullable, name);
    this.element = of(type.element(), type.elementNullable(), name + "'s element");
  }

  @Override
  void load(FieldVector column) {
    super.load(column);
    element.load(((ListVector) column).getDataVector());
  }

  @Override
  void fill(FieldVector column, int from, int count) {
    PrimitiveReaders.slice(column.getOffsetBuffer(), from, count + 1, Integer.BYTES)
        .asIntBuffer()
        .get(offsets, 0, count + 1);
  }

  @Override
  List<@Nullable Object> present(int row, int index) {
    int end = offsets[index + 1];
    List<@Nullable Object> values = new ArrayList<>(end - offsets[index]);
    for (int place = offsets[index]; place < end; place++) {
      values.add(element.value(place));
    }
    return Collections.unmodifiableList(values);
  }
}
