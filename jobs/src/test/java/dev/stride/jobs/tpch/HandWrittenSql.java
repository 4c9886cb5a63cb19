// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Runs the queries of {@code src/test/resources/tpch} in DuckDB, without Stride. */
final class HandWrittenSql implements AutoCloseable {
  private final Connection connection;

  /**
   * What a query answers.
   *
   * @param columns the names of its columns
   * @param rows its rows, in order; values as JDBC gives them
   */
  record Answer(List<String> columns, List<List<Object>> rows) {}

  private HandWrittenSql(Connection connection) {
    this.connection = connection;
  }

  static HandWrittenSql over(Path folder) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      for (String table : TpchTestData.TABLES) {
        statement.execute(
            "CREATE VIEW %s AS FROM read_parquet('%s/%s/*.parquet')"
                .formatted(table, folder.toString().replace("'", "''"), table));
      }
    }
    return new HandWrittenSql(connection);
  }

  Answer answer(int query) throws SQLException, IOException {
    return run(text("/tpch/q%02d.sql".formatted(query)));
  }

  Answer run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int width = result.getMetaData().getColumnCount();
      List<String> columns = new ArrayList<>();
      for (int column = 1; column <= width; column++) {
        columns.add(result.getMetaData().getColumnName(column));
      }
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int column = 1; column <= width; column++) {
          row.add(result.getObject(column));
        }
        rows.add(Collections.unmodifiableList(row));
      }
      return new Answer(columns, rows);
    }
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = HandWrittenSql.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
