// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import static org.apache.spark.sql.functions.col;

import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.backend.spark.plan.SparkPlans;
import dev.stride.planner.Target;
import dev.stride.runner.RunOptions;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.runner.bench.Interval;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** How long a workflow of many steps takes until Spark has its plan. */
final class SparkPlanningBenchmark {
  private static final int BLOCKS = 15;
  private static final double MILLIS = 1e3;

  private final SparkSession spark;
  private final SparkPlans plans;
  private final Map<String, String> parameters;

  SparkPlanningBenchmark(SparkSession spark) throws Exception {
    this.spark = spark;
    this.plans = new SparkPlans(spark, spark);
    this.parameters = Map.of("data", ReadingBenchmark.file().toString());
  }

  void run() throws Exception {
    String store = Path.of("target", "benchmark", "spark-store").toAbsolutePath().toString();
    try (Stride stride = Stride.with(Settings.of(Map.of("stride.store", store)))) {
      Contest contest =
          new Contest()
              .with("plan", () -> plan(stride))
              .with("lower", this::lower)
              .with("both", () -> plan(stride) * lower())
              .with("by hand", this::callSpark)
              .run(BLOCKS);
      Report.row(
          "Planning and lowering a workflow of 100 steps to Spark, ms",
          millis(contest, "both"),
          "≤ 200");
      Report.row("… planning alone, ms", millis(contest, "plan"), "");
      Report.row("… lowering alone, ms", millis(contest, "lower"), "");
      Report.row("… 100 calls of Spark by hand, ms", millis(contest, "by hand"), "");
    }
  }

  private long plan(Stride stride) {
    return stride
        .plan(new LongWorkflow(), parameters, RunOptions.ofDefaults().on(Target.SPARK))
        .stages()
        .size();
  }

  private long lower() {
    WorkflowDefinition definition = WorkflowDefinition.of(new LongWorkflow(), parameters);
    plans.rows(definition.step("s" + LongWorkflow.STEPS).relation().orElseThrow());
    return 1;
  }

  private long callSpark() {
    Dataset<Row> rows = spark.read().schema("a BIGINT, c INT").parquet(parameters.get("data"));
    for (int number = 1; number <= LongWorkflow.STEPS; number += 2) {
      rows = rows.select(col("a").plus(1L).as("a"), col("c")).filter(col("c").geq(0));
    }
    return 1;
  }

  private static String millis(Contest contest, String name) {
    Interval seconds = contest.seconds(name);
    return new Interval(seconds.median() * MILLIS, seconds.low() * MILLIS, seconds.high() * MILLIS)
        .text("%.0f");
  }
}
