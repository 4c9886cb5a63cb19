// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import dev.stride.api.Dataset;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Parquet;
import dev.stride.api.type.RecordType;
import dev.stride.backend.local.LocalBackend;
import dev.stride.runner.bench.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;

/** A million records of ten components: a dataset's stream, against the getters of JDBC. */
public final class ReadingBenchmark {
  static final int ROWS = 1_000_000;
  private static final int BLOCKS = 9;

  /** A row; public as every record of a dataset. */
  public record Wide(
      long a,
      long b,
      int c,
      int d,
      double e,
      double f,
      double g,
      boolean h,
      String i,
      LocalDate j) {
    long checksum() {
      return a + b + c + d + (long) (e + f + g) + (h ? 1 : 0) + i.length() + j.toEpochDay();
    }
  }

  private ReadingBenchmark() {}

  static void run() throws Exception {
    Path file = file();
    try (LocalBackend backend = LocalBackend.open(Map.of());
        Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      Scan scan = new Scan("wide", RecordType.of(Wide.class), Parquet.at(file.toString()));
      Dataset<Wide> rows = Dataset.of(Wide.class, scan, backend.reader());
      String sql = "FROM '" + file + "'";
      Contest contest =
          new Contest()
              .with("stream", () -> stream(rows))
              .with("getters", () -> getters(connection, sql))
              .with("getters again", () -> getters(connection, sql))
              .run(BLOCKS);
      print(contest);
    }
  }

  /** The file, which is made if it is missing. */
  static Path file() throws IOException, SQLException {
    Path file = Path.of("target", "benchmark", "wide.parquet").toAbsolutePath();
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      write(file);
    }
    return file;
  }

  private static void write(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT n AS a, (hash(n) % 1000000007)::BIGINT AS b, (n % 97)::INTEGER AS c, (n %"
              + " 7)::INTEGER AS d, n / 3::DOUBLE AS e, sqrt(n) AS f, (n % 1000) * 0.25::DOUBLE AS"
              + " g, n % 3 = 0 AS h, 'name ' || n % 50000 AS i, DATE '2000-01-01' + (n %"
              + " 9000)::INTEGER AS j"
              + (" FROM range(" + ROWS + ") t(n)) TO '" + file + "' (FORMAT parquet)"));
    }
  }

  private static long stream(Dataset<Wide> rows) {
    try (Stream<Wide> stream = rows.stream()) {
      return stream.mapToLong(Wide::checksum).sum();
    }
  }

  private static long getters(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      long sum = 0;
      while (row.next()) {
        sum +=
            new Wide(
                    row.getLong(1),
                    row.getLong(2),
                    row.getInt(3),
                    row.getInt(4),
                    row.getDouble(5),
                    row.getDouble(6),
                    row.getDouble(7),
                    row.getBoolean(8),
                    row.getString(9),
                    row.getObject(10, LocalDate.class))
                .checksum();
      }
      return sum;
    }
  }

  private static void print(Contest contest) {
    Interval faster = contest.ratio("getters", "stream");
    Report.row(
        "1,000,000 records of 10 components: JDBC getters / Stride's stream",
        faster.text("%.2f"),
        "≥ 5");
    Report.row(
        "… JDBC getters / themselves",
        contest.ratio("getters again", "getters").text("%.2f"),
        "control");
    Report.row(
        "… rows per second, Stride",
        "%,.0f".formatted(ROWS / contest.seconds("stream").median()),
        "");
    Report.row(
        "… rows per second, JDBC",
        "%,.0f".formatted(ROWS / contest.seconds("getters").median()),
        "");
  }
}
