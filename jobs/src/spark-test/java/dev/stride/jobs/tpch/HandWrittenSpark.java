// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The queries as a person writes them for Spark, without Stride: the same joins in the same order,
 * since Catalyst keeps the order in which it is told to join.
 */
public final class HandWrittenSpark {
  private static final List<Function<SparkTables, Dataset<Row>>> QUERIES =
      List.of(
          HandWrittenSparkQ01ToQ11::q1,
          HandWrittenSparkQ01ToQ11::q2,
          HandWrittenSparkQ01ToQ11::q3,
          HandWrittenSparkQ01ToQ11::q4,
          HandWrittenSparkQ01ToQ11::q5,
          HandWrittenSparkQ01ToQ11::q6,
          HandWrittenSparkQ01ToQ11::q7,
          HandWrittenSparkQ01ToQ11::q8,
          HandWrittenSparkQ01ToQ11::q9,
          HandWrittenSparkQ01ToQ11::q10,
          HandWrittenSparkQ01ToQ11::q11,
          HandWrittenSparkQ12ToQ22::q12,
          HandWrittenSparkQ12ToQ22::q13,
          HandWrittenSparkQ12ToQ22::q14,
          HandWrittenSparkQ12ToQ22::q15,
          HandWrittenSparkQ12ToQ22::q16,
          HandWrittenSparkQ12ToQ22::q17,
          HandWrittenSparkQ12ToQ22::q18,
          HandWrittenSparkQ12ToQ22::q19,
          HandWrittenSparkQ12ToQ22::q20,
          HandWrittenSparkQ12ToQ22::q21,
          HandWrittenSparkQ12ToQ22::q22);

  private final SparkTables tables;

  private HandWrittenSpark(SparkTables tables) {
    this.tables = tables;
  }

  /** Over the tables below a folder. */
  public static HandWrittenSpark over(SparkSession session, Path folder) {
    return new HandWrittenSpark(new SparkTables(session, folder));
  }

  /** The query of that number, from 1 to 22. */
  public Dataset<Row> query(int number) {
    return QUERIES.get(number - 1).apply(tables);
  }
}
