// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import dev.stride.api.Dataset;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.relation.Relation;
import dev.stride.api.spi.Backend;
import dev.stride.jobs.tpch.HandWrittenSpark;
import dev.stride.jobs.tpch.Tpch;
import dev.stride.runner.bench.Interval;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The queries of TPC-H through Stride, against the same queries written by hand for Spark. */
final class SparkTpchBenchmark {
  private static final int BLOCKS = 9;

  private final SparkSession spark;
  private final Backend backend;
  private final double scale;

  SparkTpchBenchmark(SparkSession spark, Backend backend, double scale) {
    this.spark = spark;
    this.backend = backend;
    this.scale = scale;
  }

  void run() throws Exception {
    Path data = TpchBenchmark.data(scale);
    HandWrittenSpark written = HandWrittenSpark.over(spark, data);
    WorkflowDefinition definition =
        WorkflowDefinition.of(new Tpch(), Map.of("data", data.toString()));
    List<Contest> contests = new ArrayList<>();
    for (int number = 1; number <= TpchBenchmark.QUERIES; number++) {
      int query = number;
      Relation relation = definition.step("q" + query).relation().orElseThrow();
      Contest contest =
          new Contest()
              .with("stride", () -> fetch(relation))
              .with("spark", () -> written.query(query).collectAsList().size())
              .with("spark again", () -> written.query(query).collectAsList().size())
              .run(BLOCKS);
      System.err.printf(
          "q%d %s s, %s%n",
          query,
          contest.seconds("spark").text("%.3f"),
          contest.ratio("stride", "spark").text("%.3f"));
      contests.add(contest);
    }
    print(contests);
  }

  @SuppressWarnings("unchecked")
  private long fetch(Relation relation) {
    Class<Record> type = (Class<Record>) relation.output().type();
    return Dataset.of(type, relation, backend.reader()).toList().size();
  }

  private void print(List<Contest> contests) {
    String what = "TPC-H on Spark, scale " + scale + ", local[2], geometric mean of 22 queries: ";
    Report.row(
        what + "Stride / Spark by hand",
        Contest.geometricMean(contests, "stride", "spark").text("%.3f"),
        "≤ 1.02");
    Report.row(
        what + "Spark by hand / itself",
        Contest.geometricMean(contests, "spark again", "spark").text("%.3f"),
        "control");
    Report.row("… the worst query", worst(contests, "stride"), "≤ 1.05");
    Report.row("… the worst of Spark by hand / itself", worst(contests, "spark again"), "control");
  }

  private static String worst(List<Contest> contests, String name) {
    int worst = 0;
    for (int index = 1; index < contests.size(); index++) {
      if (ratio(contests, index, name).median() > ratio(contests, worst, name).median()) {
        worst = index;
      }
    }
    return ratio(contests, worst, name).text("%.2f") + ", query " + (worst + 1);
  }

  private static Interval ratio(List<Contest> contests, int index, String name) {
    return contests.get(index).ratio(name, "spark");
  }
}
