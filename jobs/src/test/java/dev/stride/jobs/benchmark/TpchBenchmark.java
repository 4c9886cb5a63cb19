// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import dev.stride.api.Dataset;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.relation.Relation;
import dev.stride.backend.local.LocalBackend;
import dev.stride.jobs.tpch.Tpch;
import dev.stride.jobs.tpch.TpchData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The queries of TPC-H through Stride, against SQL written by hand, through JDBC. */
final class TpchBenchmark {
  static final int QUERIES = 22;
  private static final int BLOCKS = 9;
  private static final List<String> TABLES =
      List.of("region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem");

  private final double scale;
  private final Path data;

  private TpchBenchmark(double scale) {
    this.scale = scale;
    this.data = data(scale);
  }

  /** The folder of the tables, which are made if they are missing. */
  static Path data(double scale) {
    Path folder = Path.of("target", "benchmark", "tpch-" + scale).toAbsolutePath();
    if (!Files.exists(folder)) {
      TpchData.generate(scale, folder);
    }
    return folder;
  }

  static void run(double scale) throws Exception {
    new TpchBenchmark(scale).run();
  }

  private void run() throws Exception {
    WorkflowDefinition definition =
        WorkflowDefinition.of(new Tpch(), Map.of("data", data.toString()));
    List<Contest> contests = new ArrayList<>();
    try (LocalBackend backend = LocalBackend.open(Map.of());
        Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      createViews(connection);
      for (int query = 1; query <= QUERIES; query++) {
        Relation relation = definition.step("q" + query).relation().orElseThrow();
        String sql = sql(query);
        Contest contest =
            new Contest()
                .with("stride", () -> fetch(backend, relation))
                .with("jdbc", () -> fetch(connection, sql))
                .with("jdbc again", () -> fetch(connection, sql))
                .run(BLOCKS);
        System.err.printf(
            "q%d %s s, %s%n",
            query,
            contest.seconds("jdbc").text("%.3f"),
            contest.ratio("stride", "jdbc").text("%.3f"));
        contests.add(contest);
      }
    }
    print(contests);
  }

  private void createViews(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(
            "CREATE VIEW %s AS FROM read_parquet('%s/*.parquet')"
                .formatted(table, data.resolve(table)));
      }
    }
  }

  private static String sql(int query) throws IOException {
    try (InputStream in =
        TpchBenchmark.class.getResourceAsStream("/tpch/q%02d.sql".formatted(query))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @SuppressWarnings("unchecked")
  private static long fetch(LocalBackend backend, Relation relation) {
    Class<Record> type = (Class<Record>) relation.output().type();
    return Dataset.of(type, relation, backend.reader()).toList().size();
  }

  private static long fetch(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int width = result.getMetaData().getColumnCount();
      List<Object[]> rows = new ArrayList<>();
      while (result.next()) {
        Object[] row = new Object[width];
        for (int column = 0; column < width; column++) {
          row[column] = result.getObject(column + 1);
        }
        rows.add(row);
      }
      return rows.size();
    }
  }

  private void print(List<Contest> contests) {
    String what = "TPC-H, scale " + scale + ", geometric mean of 22 queries: ";
    Report.row(
        what + "Stride / SQL by JDBC",
        Contest.geometricMean(contests, "stride", "jdbc").text("%.3f"),
        "≤ 1.05");
    Report.row(
        what + "SQL by JDBC / itself",
        Contest.geometricMean(contests, "jdbc again", "jdbc").text("%.3f"),
        "control");
    double worst =
        contests.stream().mapToDouble(c -> c.ratio("stride", "jdbc").median()).max().orElseThrow();
    Report.row("… the worst query", "%.2f".formatted(worst), "");
  }
}
