// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.SourceMessages;
import dev.stride.api.type.Component;
import dev.stride.arrow.ArrowRows;
import dev.stride.arrow.ColumnWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** A file in Arrow's streaming format. */
final class ArrowFile {
  private static final int BUFFER_BYTES = 1 << 18;

  private ArrowFile() {}

  /** Loads the file into a temporary table of that name. */
  static void load(
      Scan scan, Path file, DuckDbEngine engine, DuckDBConnection connection, String table)
      throws SQLException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        ArrowStreamReader reader = new ArrowStreamReader(bytes, engine.allocator())) {
      check(scan, file, reader.getVectorSchemaRoot().getSchema());
      new ArrowTable(engine, connection).create(table, reader);
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(scan, file, e);
    }
  }

  /** The rows; closing the stream closes the file. */
  @SuppressWarnings("MustBeClosedChecker")
  static Stream<Record> rows(Scan scan, Path file, DuckDbEngine engine) {
    try {
      InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
      ArrowStreamReader reader = new ArrowStreamReader(bytes, engine.allocator());
      BatchesAhead batches =
          new BatchesAhead(
              reader, engine.allocator(), engine.loaders(), cause -> unreadable(scan, file, cause));
      try {
        check(scan, file, reader.getVectorSchemaRoot().getSchema());
        return ArrowRows.stream(() -> inOrder(scan, batches.next()), scan.output())
            .onClose(() -> close(batches));
      } catch (IOException | RuntimeException e) {
        close(batches);
        throw e;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(scan, file, e);
    }
  }

  /** A file may have its columns in another order, and more of them. */
  private static @Nullable VectorSchemaRoot inOrder(Scan scan, @Nullable VectorSchemaRoot batch) {
    return batch == null
        ? null
        : new VectorSchemaRoot(
            scan.output().components().stream()
                .map(component -> batch.getVector(component.column()))
                .toList());
  }

  private static void close(BatchesAhead batches) {
    try {
      batches.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks that the columns are the record's, without reading rows. */
  static void check(Scan scan, Path file, DuckDbEngine engine) {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        ArrowStreamReader reader = new ArrowStreamReader(bytes, engine.allocator())) {
      check(scan, file, reader.getVectorSchemaRoot().getSchema());
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(scan, file, e);
    }
  }

  private static void check(Scan scan, Path file, Schema schema) {
    for (Component component : scan.output().components()) {
      Field wanted = ColumnWriter.field(component.column(), component.type());
      @Nullable Field found =
          schema.getFields().stream()
              .filter(field -> field.getName().equals(component.column()))
              .findFirst()
              .orElse(null);
      if (found == null || !found.getType().equals(wanted.getType())) {
        throw new StrideException(
            FailureKind.CONFIGURATION,
            SourceMessages.cannotRead(scan)
                + file
                + (found == null
                    ? " has no column '" + component.column() + "'"
                    : " has column '" + component.column() + "' of type " + found.getType())
                + " ("
                + scan.output().name()
                + "."
                + component.name()
                + " is "
                + component.type()
                + ")");
      }
    }
  }

  private static StrideException unreadable(Scan scan, Path file, Throwable cause) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        SourceMessages.cannotRead(scan) + file + " is no whole Arrow stream (write it again)",
        cause);
  }
}
