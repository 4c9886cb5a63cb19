// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import java.util.Map;
import java.util.Set;

/** Runs data-parallel steps on Spark. Thread-safe. */
public final class SparkBackend implements Backend {
  private SparkBackend() {}

  static SparkBackend open(Map<String, String> settings) {
    SparkSettings.of(settings);
    throw unfinished();
  }

  private static StrideException unfinished() {
    return new StrideException(FailureKind.EXTERNAL, "Cannot open Spark: not built yet");
  }

  @Override
  public String name() {
    return SparkSettings.BACKEND;
  }

  @Override
  public Set<Layer> layers() {
    return Set.of(Layer.SPARK);
  }

  @Override
  public DatasetReader reader() {
    throw unfinished();
  }

  @Override
  public void check(Scan scan) {
    throw unfinished();
  }

  @Override
  public String version(Scan scan) {
    throw unfinished();
  }

  @Override
  public StepAttempt start(StepTask task) {
    throw unfinished();
  }

  @Override
  public void close() {}
}
