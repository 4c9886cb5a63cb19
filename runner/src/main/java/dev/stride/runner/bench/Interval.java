// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A median and the interval of 95 % of resampled medians around it, by the percentile bootstrap
 * (Efron, 1979) with a fixed seed: equal values give equal intervals.
 *
 * @param median of the values, in their unit
 * @param low below which 2.5 % of the resampled medians lie
 * @param high above which 2.5 % of them lie
 */
public record Interval(double median, double low, double high) {
  private static final int RESAMPLES = 2000;
  private static final long SEED = 42;

  /**
   * That of some values.
   *
   * @param values at least one
   */
  public static Interval of(double[] values) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] medians = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      double[] drawn = new double[values.length];
      for (int index = 0; index < drawn.length; index++) {
        drawn[index] = values[random.nextInt(values.length)];
      }
      medians[resample] = median(drawn);
    }
    Arrays.sort(medians);
    return new Interval(
        median(values), medians[RESAMPLES / 40], medians[RESAMPLES - 1 - RESAMPLES / 40]);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The interval as text: {@code 1.02 (0.98 to 1.05)}. */
  public String text(String format) {
    return String.format(
        Locale.ROOT, format + " (" + format + " to " + format + ")", median, low, high);
  }
}
