// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import static org.apache.spark.sql.functions.col;

import dev.stride.jobs.benchmark.ReadingBenchmark.Wide;
import dev.stride.planner.Target;
import dev.stride.runner.RunOptions;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A million rows of ten columns from Spark to one node: a whole run, against collectAsList. */
final class SparkHandOverBenchmark {
  private static final int BLOCKS = 9;

  private final SparkSession spark;
  private final Path file;

  SparkHandOverBenchmark(SparkSession spark) throws Exception {
    this.spark = spark;
    this.file = ReadingBenchmark.file();
  }

  void run() throws Exception {
    String store = Path.of("target", "benchmark", "spark-store").toAbsolutePath().toString();
    try (Stride stride = Stride.with(Settings.of(Map.of("stride.store", store)))) {
      Contest contest =
          new Contest()
              .with("stride", () -> handOver(stride))
              .with("collect", this::collect)
              .with("collect again", this::collect)
              .run(BLOCKS);
      print(contest);
    }
  }

  private long handOver(Stride stride) {
    return stride
        .run(
            new HandOver(),
            Map.of("data", file.toString()),
            RunOptions.ofDefaults().on(Target.SPARK))
        .value(Long.class);
  }

  private long collect() {
    long sum = 0;
    for (Row row : spark.read().parquet(file.toString()).filter(col("a").geq(0)).collectAsList()) {
      sum +=
          new Wide(
                  row.getLong(0),
                  row.getLong(1),
                  row.getInt(2),
                  row.getInt(3),
                  row.getDouble(4),
                  row.getDouble(5),
                  row.getDouble(6),
                  row.getBoolean(7),
                  row.getString(8),
                  row.getLocalDate(9))
              .checksum();
    }
    return sum;
  }

  private static void print(Contest contest) {
    Report.row(
        "1,000,000 rows of 10 columns from Spark to one node: collectAsList / a run of Stride",
        contest.ratio("collect", "stride").text("%.2f"),
        "≥ 5");
    Report.row(
        "… collectAsList / itself",
        contest.ratio("collect again", "collect").text("%.2f"),
        "control");
    Report.row(
        "… rows per second, Stride",
        "%,.0f".formatted(ReadingBenchmark.ROWS / contest.seconds("stride").median()),
        "");
    Report.row(
        "… rows per second, collectAsList",
        "%,.0f".formatted(ReadingBenchmark.ROWS / contest.seconds("collect").median()),
        "");
  }
}
