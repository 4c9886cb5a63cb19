// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.relation.Relation;
import dev.stride.api.type.Component;
import dev.stride.backend.local.LocalBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spark, written by hand, against the algebra in the embedded engine. */
class HandWrittenSparkTest {
  private static Path data;
  private static SparkSession spark;
  private static LocalBackend backend;

  @BeforeAll
  static void open() {
    data = TpchTestData.at(0.01);
    spark = LocalSpark.start();
    backend = LocalBackend.open(Map.of());
  }

  @AfterAll
  static void close() {
    backend.close();
    spark.stop();
  }

  static IntStream queries() {
    return IntStream.rangeClosed(1, Queries.count());
  }

  @ParameterizedTest(name = "query {0}")
  @MethodSource("queries")
  void answersLikeStrideOnThisMachine(int query) {
    Relation relation = TpchAnswers.relation(query, data);
    Dataset<Row> answer = HandWrittenSpark.over(spark, data).query(query);

    assertThat(answer.columns())
        .containsExactlyElementsOf(
            relation.output().components().stream().map(Component::column).toList());
    TpchAnswers.assertSame(rows(answer), TpchAnswers.rows(relation, backend.reader()));
  }

  private static List<List<Object>> rows(Dataset<Row> answer) {
    return Arrays.stream((Row[]) answer.collect()).map(HandWrittenSparkTest::values).toList();
  }

  private static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int column = 0; column < row.length(); column++) {
      values.add(row.get(column));
    }
    return Collections.unmodifiableList(values);
  }
}
