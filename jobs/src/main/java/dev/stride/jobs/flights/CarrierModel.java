// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.flights;

import org.jspecify.annotations.Nullable;

/**
 * How well the delays of a carrier were predicted.
 *
 * @param trainRows flights that the model could learn from
 * @param testRows flights that it was tried on
 * @param rmse the root of the mean squared error over these, in minutes; null if there are none
 * @param fallback whether delays were predicted to be those of the departure, for lack of a model
 */
public record CarrierModel(
    String carrier, long trainRows, long testRows, @Nullable Double rmse, boolean fallback) {
  public CarrierModel {
    if (rmse != null && !Double.isFinite(rmse)) {
      throw new NoModelException(carrier, "its error is " + rmse + " (mend the weather's numbers)");
    }
  }
}
