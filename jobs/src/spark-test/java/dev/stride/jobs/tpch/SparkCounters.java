// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Counts what Spark does for an action. Nothing else may run in that Spark meanwhile. */
final class SparkCounters extends SparkListener {
  private final AtomicInteger jobs = new AtomicInteger();
  private final AtomicInteger stages = new AtomicInteger();
  private final AtomicLong bytesRead = new AtomicLong();

  /**
   * What an action cost.
   *
   * @param jobs the jobs that started
   * @param stages the stages that ran, without those that were skipped
   * @param bytesRead the bytes that tasks read from files
   */
  record Counts(int jobs, int stages, long bytesRead) {}

  private SparkCounters() {}

  /**
   * Starts a Spark in which a query always costs the same; the caller stops it. Adaptive plans
   * depend on which stage ends first, and a local disk does not count vectored reads.
   */
  static SparkSession startSteadySpark() {
    return LocalSpark.builder()
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.hadoop.parquet.hadoop.vectored.io.enabled", "false")
        .getOrCreate();
  }

  /** Runs the action and counts. */
  static Counts of(SparkSession session, Callable<?> action) throws Exception {
    SparkContext context = session.sparkContext();
    SparkCounters counters = new SparkCounters();
    // Listeners hear of events on a thread of their own: earlier ones first have to be through.
    context.listenerBus().waitUntilEmpty();
    context.addSparkListener(counters);
    try {
      action.call();
      context.listenerBus().waitUntilEmpty();
    } finally {
      context.removeSparkListener(counters);
    }
    return new Counts(counters.jobs.get(), counters.stages.get(), counters.bytesRead.get());
  }

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    jobs.incrementAndGet();
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    stages.incrementAndGet();
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    bytesRead.addAndGet(end.taskMetrics().inputMetrics().bytesRead());
  }
}
