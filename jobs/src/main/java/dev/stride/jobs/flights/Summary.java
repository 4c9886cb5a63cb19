// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.flights;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FlightDelays} finds out.
 *
 * @param routes every route on which a flight arrived, the latest first
 * @param carriers every carrier, the most predictable first, those without test rows last
 */
public record Summary(List<RouteDelay> routes, List<CarrierDelay> carriers) {

  /** A route, the mean of its arrival delays in minutes and how many flights arrived. */
  public record RouteDelay(String origin, String dest, double meanDelay, long flights) {}

  /** A {@link CarrierModel} with the airline's name, or the carrier's code for want of one. */
  public record CarrierDelay(
      String carrier,
      String name,
      long trainRows,
      long testRows,
      @Nullable Double rmse,
      boolean fallback) {
    static CarrierDelay of(CarrierModel model, String name) {
      return new CarrierDelay(
          model.carrier(),
          name,
          model.trainRows(),
          model.testRows(),
          model.rmse(),
          model.fallback());
    }
  }
}
