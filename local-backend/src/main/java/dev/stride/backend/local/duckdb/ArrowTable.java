// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.spi.RowCheck;
import dev.stride.api.type.RecordType;
import dev.stride.arrow.ColumnWriter;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Brings Java rows into DuckDB as a temporary table, by a stream of Arrow batches. */
final class ArrowTable {
  private final DuckDbEngine engine;
  private final DuckDBConnection connection;

  ArrowTable(DuckDbEngine engine, DuckDBConnection connection) {
    this.engine = engine;
    this.connection = connection;
  }

  void create(String table, RecordType type, RowSource rows) throws SQLException {
    RowReader reader = new RowReader(engine.allocator(), type, rows);
    try {
      create(table, reader);
    } catch (SQLException e) {
      throw reader.failure(e);
    }
    reader.rethrow();
  }

  /** The rows of all batches of a reader, which is closed with the stream. */
  void create(String table, ArrowReader reader) throws SQLException {
    BufferAllocator allocator = engine.allocator();
    String stream = table + "_stream";
    try (ArrowArrayStream exported = ArrowArrayStream.allocateNew(allocator)) {
      Data.exportArrayStream(allocator, reader, exported);
      connection.registerArrowStream(stream, exported);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TEMP TABLE "
                + SqlTypes.quote(table)
                + " AS SELECT * FROM "
                + SqlTypes.quote(stream));
      }
    }
  }

  /** Encodes rows as batches when DuckDB asks for the next one. */
  private static final class RowReader extends ArrowReader {
    private final RecordType type;
    private final RowSource rows;
    private @Nullable Throwable failure;

    RowReader(BufferAllocator allocator, RecordType type, RowSource rows) {
      super(allocator);
      this.type = type;
      this.rows = rows;
    }

    /** What went wrong in Java; DuckDB sees no more than that something did. */
    SQLException failure(SQLException seen) {
      rethrow();
      return seen;
    }

    void rethrow() {
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
      if (failure instanceof Error error) {
        throw error;
      }
    }

    /** INVARIANT: each batch has buffers of its own; DuckDB may still read those of the last. */
    @Override
    public boolean loadNextBatch() {
      try {
        VectorSchemaRoot root = getVectorSchemaRoot();
        root.clear();
        List<FieldVector> vectors = root.getFieldVectors();
        int row = 0;
        while (row < Query.CHUNK_ROWS && rows.hasNext()) {
          write(vectors, row++, rows.next());
        }
        root.setRowCount(row);
        return row > 0;
      } catch (Throwable e) {
        failure = e;
        throw new IllegalStateException("rows failed", e);
      }
    }

    private void write(List<FieldVector> vectors, int row, Record value) {
      try {
        for (int index = 0; index < vectors.size(); index++) {
          ColumnWriter.set(vectors.get(index), row, type, value, index);
        }
      } catch (RuntimeException e) {
        new RowCheck(type).check(value);
        throw e;
      }
    }

    @Override
    public long bytesRead() {
      return 0;
    }

    @Override
    protected void closeReadSource() {
      rows.close();
    }

    @Override
    protected Schema readSchema() {
      List<Field> fields =
          type.components().stream()
              .map(component -> ColumnWriter.field(component.name(), component.type()))
              .toList();
      return new Schema(fields);
    }
  }
}
