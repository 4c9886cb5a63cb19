// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.flights;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/** Predicts the arrival delay of a flight, in minutes. */
@FunctionalInterface
interface DelayModel {
  /** Far below the steps in which regressors are measured, far above what rounding leaves. */
  double SINGULAR = 1e-4;

  List<ToDoubleFunction<CompleteFlight>> REGRESSORS =
      List.of(
          CompleteFlight::depDelay,
          CompleteFlight::distance,
          CompleteFlight::hour,
          CompleteFlight::windSpeed,
          CompleteFlight::precip,
          CompleteFlight::visib);

  double predict(CompleteFlight flight);

  /**
   * Ordinary least squares with an intercept. What is the same for all flights, such as the
   * distance of a carrier with one route, explains nothing and is left out.
   *
   * @throws NoModelException if the flights are too few or too much alike for that
   */
  static DelayModel fit(String carrier, List<CompleteFlight> flights) {
    List<ToDoubleFunction<CompleteFlight>> varying =
        REGRESSORS.stream().filter(regressor -> varies(regressor, flights)).toList();
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression(SINGULAR);
    try {
      regression.newSampleData(
          flights.stream().mapToDouble(CompleteFlight::arrDelay).toArray(),
          flights.stream().map(flight -> values(varying, flight)).toArray(double[][]::new));
      double[] beta = regression.estimateRegressionParameters();
      return flight -> product(beta, values(varying, flight));
    } catch (MathIllegalArgumentException e) {
      throw new NoModelException(
          carrier, flights.size() + " flights are too few or too much alike to learn from", e);
    }
  }

  private static boolean varies(
      ToDoubleFunction<CompleteFlight> regressor, List<CompleteFlight> flights) {
    return flights.stream().mapToDouble(regressor).distinct().limit(2).count() == 2;
  }

  private static double[] values(
      List<ToDoubleFunction<CompleteFlight>> regressors, CompleteFlight flight) {
    return regressors.stream().mapToDouble(regressor -> regressor.applyAsDouble(flight)).toArray();
  }

  private static double product(double[] beta, double[] values) {
    double sum = beta[0];
    for (int index = 0; index < values.length; index++) {
      sum += beta[index + 1] * values[index];
    }
    return sum;
  }
}
