// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.flights;

import dev.stride.jobs.flights.Summary.CarrierDelay;
import dev.stride.jobs.flights.Summary.RouteDelay;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The same questions answered in SQL and by the normal equations, without Stride. */
final class HandWrittenDelays {
  private static final int REGRESSORS = 6;

  private static final String COMPLETE =
      "SELECT f.day %% 5 = 0, f.arr_delay, f.dep_delay, f.distance, f.hour, w.wind_speed,"
          + " w.precip, w.visib FROM '%s' f JOIN '%s' w USING (origin, time_hour)"
          + " WHERE f.carrier = '%s' AND f.arr_delay IS NOT NULL AND f.dep_delay IS NOT NULL"
          + " AND w.wind_speed IS NOT NULL AND w.precip IS NOT NULL AND w.visib IS NOT NULL"
          + " AND f.distance IS NOT NULL AND f.hour IS NOT NULL";

  private final Path flights;
  private final Path weather;
  private final Path airlines;

  HandWrittenDelays(Path folder) {
    this.flights = folder.resolve("flights.parquet");
    this.weather = folder.resolve("weather.parquet");
    this.airlines = folder.resolve("airlines.parquet");
  }

  /** A flight: the delay on arrival, and what may explain it. */
  private record Observation(boolean isTest, double arrival, double[] regressors) {}

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  List<RouteDelay> routes() throws SQLException {
    return query(
        "SELECT origin, dest, avg(arr_delay), count(*) FROM '%s' WHERE arr_delay IS NOT NULL"
                .formatted(flights)
            + " GROUP BY ALL ORDER BY 3 DESC, 1, 2",
        row ->
            new RouteDelay(row.getString(1), row.getString(2), row.getDouble(3), row.getLong(4)));
  }

  /** Every carrier; a model of its own needs {@code minRows} flights. */
  List<CarrierDelay> carriers(int minRows) throws SQLException {
    List<CarrierDelay> unnamed =
        query(
            "SELECT DISTINCT f.carrier, coalesce(a.name, f.carrier) FROM '%s' f LEFT JOIN '%s' a"
                    .formatted(flights, airlines)
                + " USING (carrier)",
            row -> new CarrierDelay(row.getString(1), row.getString(2), 0, 0, null, false));
    List<CarrierDelay> carriers = new ArrayList<>();
    for (CarrierDelay carrier : unnamed) {
      carriers.add(delay(carrier.carrier(), carrier.name(), minRows));
    }
    carriers.sort(Comparator.comparing(CarrierDelay::rmse));
    return carriers;
  }

  private CarrierDelay delay(String carrier, String name, int minRows) throws SQLException {
    List<Observation> all =
        query(COMPLETE.formatted(flights, weather, carrier), HandWrittenDelays::observation);
    List<Observation> training = all.stream().filter(flight -> !flight.isTest()).toList();
    List<Observation> test = all.stream().filter(Observation::isTest).toList();
    boolean fallback = training.size() < minRows;
    double[] beta = fallback ? new double[] {0, 1, 0, 0, 0, 0, 0} : leastSquares(training);
    double squares = 0;
    for (Observation flight : test) {
      double predicted = beta[0];
      for (int index = 0; index < REGRESSORS; index++) {
        predicted += beta[index + 1] * flight.regressors()[index];
      }
      squares += Math.pow(flight.arrival() - predicted, 2);
    }
    double rmse = Math.sqrt(squares / test.size());
    return new CarrierDelay(carrier, name, training.size(), test.size(), rmse, fallback);
  }

  private static Observation observation(ResultSet row) throws SQLException {
    double[] regressors = new double[REGRESSORS];
    for (int index = 0; index < REGRESSORS; index++) {
      regressors[index] = row.getDouble(index + 3);
    }
    return new Observation(row.getBoolean(1), row.getDouble(2), regressors);
  }

  /** Solves the normal equations of centred variables; the intercept follows from the means. */
  private static double[] leastSquares(List<Observation> flights) {
    double[] means = new double[REGRESSORS];
    double mean = flights.stream().mapToDouble(Observation::arrival).average().orElseThrow();
    for (int index = 0; index < REGRESSORS; index++) {
      int column = index;
      means[index] =
          flights.stream().mapToDouble(f -> f.regressors()[column]).average().orElseThrow();
    }
    double[][] equations = new double[REGRESSORS][REGRESSORS + 1];
    for (Observation flight : flights) {
      for (int row = 0; row < REGRESSORS; row++) {
        double centred = flight.regressors()[row] - means[row];
        for (int column = 0; column < REGRESSORS; column++) {
          equations[row][column] += centred * (flight.regressors()[column] - means[column]);
        }
        equations[row][REGRESSORS] += centred * (flight.arrival() - mean);
      }
    }
    double[] slopes = solve(equations);
    double[] beta = new double[REGRESSORS + 1];
    beta[0] = mean;
    for (int index = 0; index < REGRESSORS; index++) {
      beta[index + 1] = slopes[index];
      beta[0] -= slopes[index] * means[index];
    }
    return beta;
  }

  /** Gauss and Jordan; the slope of what never varies is 0. */
  private static double[] solve(double[][] equations) {
    double[] solution = new double[REGRESSORS];
    for (int pivot = 0; pivot < REGRESSORS; pivot++) {
      if (varies(equations, pivot)) {
        for (int row = 0; row < REGRESSORS; row++) {
          if (row != pivot) {
            subtract(
                equations[row], equations[row][pivot] / equations[pivot][pivot], equations[pivot]);
          }
        }
      }
    }
    for (int row = 0; row < REGRESSORS; row++) {
      solution[row] = varies(equations, row) ? equations[row][REGRESSORS] / equations[row][row] : 0;
    }
    return solution;
  }

  private static boolean varies(double[][] equations, int row) {
    return equations[row][row] > 1e-6;
  }

  private static void subtract(double[] from, double factor, double[] equation) {
    for (int index = 0; index < from.length; index++) {
      from[index] -= factor * equation[index];
    }
  }

  private static <T> List<T> query(String sql, RowReader<T> reader) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> read = new ArrayList<>();
      while (rows.next()) {
        read.add(reader.read(rows));
      }
      return read;
    }
  }
}
