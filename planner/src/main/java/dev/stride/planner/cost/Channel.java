// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import dev.stride.api.policy.Layer;
import java.util.Locale;

/** The forms in which rows pass from one backend to another, the cheapest first. */
public enum Channel {
  /** Arrow in the memory of this process. */
  MEMORY(5e9, 2e9),
  /** Parquet on this machine's disk. */
  PARQUET(2e8, 4e8),
  /** Parquet on S3. */
  S3(5e7, 1e8);

  private final double writePrior;
  private final double readPrior;

  Channel(double writePrior, double readPrior) {
    this.writePrior = writePrior;
    this.readPrior = readPrior;
  }

  /** The channel between two different layers. */
  static Channel between(Layer from, Layer to) {
    if (from.isService() || to.isService()) {
      return S3;
    }
    return inMemory(from) && inMemory(to) ? MEMORY : PARQUET;
  }

  private static boolean inMemory(Layer layer) {
    return layer == Layer.THREAD || layer == Layer.DUCKDB;
  }

  double writePrior() {
    return writePrior;
  }

  double readPrior() {
    return readPrior;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
