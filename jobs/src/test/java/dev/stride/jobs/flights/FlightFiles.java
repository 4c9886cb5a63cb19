// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.flights;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The three files in a folder: the committed ones, or queries over them written as new files. */
public final class FlightFiles {
  public static final Path COMMITTED = Path.of("data", "nycflights13").toAbsolutePath();

  private FlightFiles() {}

  /** The parameters of a run over the files in {@code folder}. */
  public static Map<String, String> parameters(Path folder) {
    return Map.of(
        "flights", folder.resolve("flights.parquet").toString(),
        "weather", folder.resolve("weather.parquet").toString(),
        "airlines", folder.resolve("airlines.parquet").toString());
  }

  /** Writes each file anew, as what its query selects from the tables of the committed files. */
  static void write(Path folder, String flights, String weather, String airlines)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String table : new String[] {"flights", "weather", "airlines"}) {
        statement.execute(
            "CREATE VIEW %s AS FROM '%s'".formatted(table, COMMITTED.resolve(table + ".parquet")));
      }
      copy(statement, flights, folder.resolve("flights.parquet"));
      copy(statement, weather, folder.resolve("weather.parquet"));
      copy(statement, airlines, folder.resolve("airlines.parquet"));
    }
  }

  private static void copy(Statement statement, String query, Path file) throws SQLException {
    statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, file));
  }
}
