// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.backend.spark.plan.SparkPlans;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stride's plans are those that a person would have written, and cost Spark the same. */
class TpchPlansTest {
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

  static IntStream queries() {
    return IntStream.rangeClosed(1, Queries.count());
  }

  private static Dataset<Row> lowered(int query) {
    return new SparkPlans(spark, spark).rows(TpchAnswers.relation(query, data));
  }

  private static Dataset<Row> written(int query) {
    return HandWrittenSpark.over(spark, data).query(query);
  }

  @ParameterizedTest(name = "query {0}")
  @MethodSource("queries")
  void plansLikeAPerson(int query) {
    Dataset<Row> stride = lowered(query);
    Dataset<Row> written = written(query);

    assertThat(ComparablePlan.of(stride)).isEqualTo(ComparablePlan.of(written));
    assertThat(stride.schema().fields())
        .usingElementComparator(TpchPlansTest::byNameAndType)
        .containsExactly(written.schema().fields());
  }

  private static int byNameAndType(StructField one, StructField other) {
    return (one.name() + " " + one.dataType()).compareTo(other.name() + " " + other.dataType());
  }

  @ParameterizedTest(name = "query {0}")
  @MethodSource("queries")
  void costsAsManyJobsStagesAndBytes(int query) throws Exception {
    assertThat(SparkCounters.of(spark, () -> lowered(query).collectAsList()))
        .isEqualTo(SparkCounters.of(spark, () -> written(query).collectAsList()));
  }
}
