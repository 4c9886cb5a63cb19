// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import dev.stride.api.spi.Backend;
import dev.stride.backend.spark.SparkBackendFactory;
import dev.stride.jobs.tpch.LocalSpark;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Stride on Spark against Spark by hand: in one process, in one Spark with the same settings. */
final class SparkBenchmark {
  private SparkBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Report.machine();
    Report.header();
    SparkSession spark = LocalSpark.start();
    // Found by the backend as the session of this process, which it forks.
    try (Backend backend = new SparkBackendFactory().open(Map.of())) {
      new SparkTpchBenchmark(spark, backend, 1).run();
      new SparkLambdaBenchmark(spark, backend).run();
      new SparkPlanningBenchmark(spark).run();
      new SparkHandOverBenchmark(spark).run();
    } finally {
      spark.stop();
    }
  }
}
