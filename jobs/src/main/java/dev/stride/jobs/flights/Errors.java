// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.flights;

import dev.stride.api.Dataset;
import java.util.DoubleSummaryStatistics;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far a model missed.
 *
 * @param count the flights that it was tried on
 * @param rmse the root of the mean squared error, in minutes; null without flights
 */
record Errors(long count, @Nullable Double rmse) {

  static Errors of(DelayModel model, Dataset<CompleteFlight> flights) {
    try (Stream<CompleteFlight> rows = flights.stream()) {
      DoubleSummaryStatistics squares =
          rows.mapToDouble(flight -> square(flight.arrDelay() - model.predict(flight)))
              .summaryStatistics();
      long count = squares.getCount();
      return new Errors(count, count == 0 ? null : Math.sqrt(squares.getAverage()));
    }
  }

  private static double square(double error) {
    return error * error;
  }
}
