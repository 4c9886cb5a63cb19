// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import dev.stride.api.spi.Backend;
import dev.stride.testing.contract.ParquetContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class LocalParquetTest extends ParquetContract {
  private static LocalBackend backend;

  @BeforeAll
  static void open() {
    backend = LocalBackend.open(Map.of());
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected void writeParquet(Path file, String select) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
    }
  }

  @Override
  protected String instantType() {
    return "TIMESTAMPTZ";
  }
}
