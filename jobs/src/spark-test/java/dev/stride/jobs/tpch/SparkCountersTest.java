// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the counters count. */
class SparkCountersTest {
  private static SparkSession spark;
  private static Path data;

  @BeforeAll
  static void open() {
    data = TpchTestData.at(0.01);
    spark = SparkCounters.startSteadySpark();
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  private static SparkCounters.Counts fetch(int query) throws Exception {
    HandWrittenSpark written = HandWrittenSpark.over(spark, data);
    return SparkCounters.of(spark, () -> written.query(query).collectAsList());
  }

  @Test
  void countsAJobOfTwoStages() throws Exception {
    SparkCounters.Counts counts =
        SparkCounters.of(
            spark, () -> spark.range(100).toJavaRDD().groupBy(number -> number % 3).collect());

    assertThat(counts).isEqualTo(new SparkCounters.Counts(1, 2, 0));
  }

  @Test
  void countsBytesOnlyOfColumnsThatAreRead() throws Exception {
    SparkTables tables = new SparkTables(spark, data);

    long all = SparkCounters.of(spark, () -> tables.lineItems().collectAsList()).bytesRead();
    long one =
        SparkCounters.of(spark, () -> tables.lineItems().select("l_tax").collectAsList())
            .bytesRead();

    assertThat(one).isPositive().isLessThan(all / 4);
  }

  @Test
  void countsTheSameForTheSameQuery() throws Exception {
    assertThat(fetch(9)).isEqualTo(fetch(9));
    assertThat(fetch(21)).isEqualTo(fetch(21));
  }

  @Test
  void leavesNoListenerBehindAFailure() throws Exception {
    assertThatThrownBy(
            () ->
                SparkCounters.of(
                    spark,
                    () -> {
                      throw new IllegalStateException("no such query");
                    }))
        .hasMessageContaining("no such query");

    assertThat(SparkCounters.of(spark, () -> "nothing"))
        .isEqualTo(new SparkCounters.Counts(0, 0, 0));
  }
}
