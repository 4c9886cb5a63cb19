// SPDX-License-Identifier: Apache-2.0
package dev.stride.arrow;

import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;

/** Reads records within a row; each of their components is a column. */
final class RecordReader extends ColumnReader {
  private final RecordType type;
  private final ColumnReader[] columns;

  RecordReader(RecordType type, boolean nullable, String name) {
    super(nullable, name);
    this.type = type;
    this.columns = columns(type);
  }

  /** A reader for each component. */
  static ColumnReader[] columns(RecordType type) {
    List<Component> components = type.components();
    ColumnReader[] columns = new ColumnReader[components.size()];
    for (int index = 0; index < columns.length; index++) {
      Component component = components.get(index);
      String name = type.name() + "." + component.name();
      columns[index] = of(component.type(), component.nullable(), name);
    }
    return columns;
  }

  @Override
  void load(FieldVector column) {
    super.load(column);
    for (int index = 0; index < columns.length; index++) {
      columns[index].load((FieldVector) ((StructVector) column).getChildByOrdinal(index));
    }
  }

  @Override
  void fill(FieldVector column, int from, int count) {}

  @Override
  Object present(int row, int index) {
    @Nullable Object[] values = new @Nullable Object[columns.length];
    for (int place = 0; place < values.length; place++) {
      values[place] = columns[place].value(row);
    }
    return type.access().create(values);
  }
}
