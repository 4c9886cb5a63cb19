// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.Dataset;
import dev.stride.api.relation.Relation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Spark of the tests: two threads in this process. */
final class SparkTest {
  private SparkTest() {}

  static SparkBackend open() {
    return SparkBackend.open(
        Map.of("spark.master", "local[2]", "spark.ui.enabled", "false", "spark.sql.shuffle.partitions", "1", "spark.sql.codegen.wholeStage", System.getProperty("wsc","true"), "spark.sql.codegen.factoryMode", System.getProperty("fm","FALLBACK")));
  }

  static List<Record> rows(SparkBackend backend, Relation relation) {
    Dataset<? extends Record> dataset =
        Dataset.of(relation.output().type(), relation, backend.reader());
    try (Stream<? extends Record> rows = dataset.stream()) {
      return rows.map(Record.class::cast).toList();
    }
  }
}
