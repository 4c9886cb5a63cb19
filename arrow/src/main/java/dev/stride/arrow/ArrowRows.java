// SPDX-License-Identifier: Apache-2.0
package dev.stride.arrow;

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

/** Decodes Arrow batches into records, one batch at a time. Confined to one thread. */
public final class ArrowRows extends Spliterators.AbstractSpliterator<Record> {
  private final ArrowBatches batches;
  private final RowDecoder decoder;
  private final ColumnReader[] columns;
  private int row;
  private int rows;

  private ArrowRows(ArrowBatches batches, RecordType type) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.batches = batches;
    this.decoder = RowDecoder.of(type);
    this.columns = RecordReader.columns(type);
  }

  /**
   * The rows of batches whose columns are the record's, in its order.
   *
   * @return a stream that reads the batches as it goes; closing them is the caller's
   */
  public static Stream<Record> stream(ArrowBatches batches, RecordType type) {
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
      load(batch.getFieldVectors());
    }
    return true;
  }

  private void load(List<FieldVector> vectors) {
    for (int index = 0; index < columns.length; index++) {
      columns[index].load(vectors.get(index));
    }
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
