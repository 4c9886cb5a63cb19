// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Decodes Arrow batches into records, one batch at a time. */
final class ArrowRows extends Spliterators.AbstractSpliterator<Record> {
  private final BatchesAhead batches;
  private final RecordType type;
  private final RowDecoder decoder;
  private ColumnReader[] columns = new ColumnReader[0];
  private int row;
  private int rows;

  private ArrowRows(BatchesAhead batches, RecordType type) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.batches = batches;
    this.type = type;
    this.decoder = RowDecoder.of(type);
  }

  static Stream<Record> stream(BatchesAhead batches, RecordType type) {
    return StreamSupport.stream(new ArrowRows(batches, type), false);
  }

  @Override
  public boolean tryAdvance(Consumer<? super Record> action) {
    if (row == rows && !nextBatch()) {
      return false;
    }
    action.accept(decode(row++));
    return true;
  }

  @Override
  public void forEachRemaining(Consumer<? super Record> action) {
    do {
      while (row < rows) {
        action.accept(decode(row++));
      }
    } while (nextBatch());
  }

  private boolean nextBatch() {
    row = 0;
    rows = 0;
    while (rows == 0) {
      @Nullable VectorSchemaRoot batch = batches.next();
      if (batch == null) {
        return false;
      }
      rows = batch.getRowCount();
      columns = readers(batch.getFieldVectors());
    }
    return true;
  }

  private ColumnReader[] readers(List<FieldVector> vectors) {
    ColumnReader[] readers = new ColumnReader[vectors.size()];
    for (int index = 0; index < readers.length; index++) {
      Component component = type.components().get(index);
      readers[index] =
          ColumnReader.of(
              vectors.get(index),
              component.type(),
              component.nullable(),
              type.name() + "." + component.name());
    }
    return readers;
  }

  private Record decode(int index) {
    try {
      return decoder.decode(columns, index);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
