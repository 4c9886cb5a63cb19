// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import static dev.stride.api.expression.Functions.count;
import static dev.stride.api.expression.Functions.sum;

import dev.stride.api.relation.Scan;
import dev.stride.api.source.Parquet;
import dev.stride.api.spi.Backend;
import dev.stride.api.type.RecordType;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** A chain of Java functions over rows: Stride's records against Spark's beans. */
public final class SparkLambdaBenchmark {
  private static final int ROWS = 2_000_000;
  private static final int BLOCKS = 9;

  private final SparkSession spark;
  private final Backend backend;
  private final Path file = Path.of("target", "benchmark", "measurements").toAbsolutePath();

  /** A row of the file; public as every record of a dataset. */
  public record Measurement(long id, int station, double value, String label) {
    boolean isLarge() {
      return value > 100;
    }

    Reading scaled() {
      return new Reading(station, value * 2, label);
    }
  }

  /** A measurement in another unit. */
  public record Reading(int station, double scaled, String label) {
    Stream<Part> halves() {
      Part half = new Part(station, scaled / 2);
      return Stream.of(half, half);
    }
  }

  /** Half of a reading. */
  public record Part(int station, double part) {}

  /** The sum of all parts and their number. */
  public record Total(@Nullable Double sum, long parts) {}

  SparkLambdaBenchmark(SparkSession spark, Backend backend) {
    this.spark = spark;
    this.backend = backend;
  }

  void run() throws Exception {
    write();
    Scan scan =
        new Scan("measurements", RecordType.of(Measurement.class), Parquet.at(file.toString()));
    dev.stride.api.Dataset<Total> total = total(scan);
    Contest contest =
        new Contest()
            .with("stride", () -> total.toList().get(0).parts())
            .with("chain", () -> parts(SparkBeans.chain(read())))
            .with("one function", () -> parts(SparkBeans.oneFunction(read())))
            .with("chain again", () -> parts(SparkBeans.chain(read())))
            .run(BLOCKS);
    print(contest);
  }

  private void write() {
    spark
        .range(ROWS)
        .selectExpr(
            "id",
            "cast(id % 97 as int) as station",
            "cast(id * 7919 % 1000 as double) as value",
            "concat('label ', id % 1000) as label")
        .repartition(4)
        .write()
        .mode("overwrite")
        .parquet(file.toString());
  }

  private dev.stride.api.Dataset<Total> total(Scan scan) {
    return dev.stride.api.Dataset.of(Measurement.class, scan, backend.reader())
        .filter(Measurement::isLarge)
        .map(Reading.class, Measurement::scaled)
        .flatMap(Part.class, Reading::halves)
        .aggregate(Total.class, sum(Part::part), count());
  }

  private Dataset<SparkBeans.Measured> read() {
    return spark
        .read()
        .schema("id BIGINT, station INT, value DOUBLE, label STRING")
        .parquet(file.toString())
        .as(SparkBeans.MEASURED);
  }

  private static long parts(Dataset<SparkBeans.Half> halves) {
    return halves
        .agg(functions.sum("part"), functions.count(functions.lit(1)))
        .collectAsList()
        .get(0)
        .getLong(1);
  }

  private static void print(Contest contest) {
    String what = "filter, map, flatMap of 2,000,000 rows on Spark: ";
    Report.row(
        what + "Stride / typed Spark by hand",
        contest.ratio("stride", "chain").text("%.3f"),
        "≤ 1.02");
    Report.row(
        what + "Stride / the same in one mapPartitions",
        contest.ratio("stride", "one function").text("%.3f"),
        "≤ 1.02");
    Report.row(
        what + "typed Spark by hand / itself",
        contest.ratio("chain again", "chain").text("%.3f"),
        "control");
  }
}
