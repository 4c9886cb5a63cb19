// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import dev.stride.api.Dataset;
import dev.stride.api.relation.Relation;
import dev.stride.api.spi.StoreAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark of this module's tests: one context for all of them, which Spark testing base starts
 * when the first needs it. JUnit 5 does not run its hooks, so they are run here.
 */
final class SharedSpark extends JavaDataFrameSuiteBase {
  private static final SharedSpark INSTANCE = new SharedSpark();

  /** Few partitions, for data this small. */
  private static final Map<String, String> SETTINGS = Map.of("spark.sql.shuffle.partitions", "2");

  /** Without generated code: each of many small programs would be compiled first. */
  static final Map<String, String> INTERPRETED =
      Map.of(
          "spark.sql.shuffle.partitions", "1",
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN");

  private SharedSpark() {}

  @Override
  public SparkConf conf() {
    return super.conf()
        .setMaster("local[2]")
        .set("spark.ui.enabled", "false")
        .set("spark.sql.shuffle.partitions", "2");
  }

  @Override
  public boolean enableHiveSupport() {
    return false;
  }

  static synchronized SharedSpark instance() {
    INSTANCE.runBefore();
    return INSTANCE;
  }

  /** The user's session, as it stands in an application. */
  static SparkSession session() {
    return instance().spark();
  }

  /** A backend beside the shared session. */
  static SparkBackend backend() {
    return backend(SETTINGS);
  }

  static SparkBackend backend(Map<String, String> settings) {
    return backend(settings, StoreAddress.none());
  }

  static SparkBackend backend(Map<String, String> settings, StoreAddress store) {
    return SparkBackend.on(session(), new TreeMap<>(settings), store);
  }

  /** The rows of a relation of any record. */
  static List<Record> rows(SparkBackend backend, Relation relation) {
    Dataset<? extends Record> dataset =
        Dataset.of(relation.output().type(), relation, backend.reader());
    try (Stream<? extends Record> rows = dataset.stream()) {
      return rows.map(Record.class::cast).toList();
    }
  }
}
