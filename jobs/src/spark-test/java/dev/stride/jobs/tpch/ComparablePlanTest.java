// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the comparison of plans sees, and what it overlooks. */
class ComparablePlanTest {
  private static SparkSession spark;
  private static Path data;

  @BeforeAll
  static void open() {
    data = TpchTestData.at(0.01);
    spark = LocalSpark.start();
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  private static ComparablePlan plan(Function<SparkTables, Dataset<Row>> query) {
    return ComparablePlan.of(query.apply(new SparkTables(spark, data)));
  }

  private static Dataset<Row> countries(SparkTables tables) {
    return tables
        .nations()
        .join(tables.regions(), col("n_regionkey").equalTo(col("r_regionkey")))
        .groupBy("r_name")
        .agg(sum("n_nationkey").as("keys"))
        .filter(col("keys").gt(3));
  }

  @Test
  void takesTheSameQueryForTheSame() {
    assertThat(plan(ComparablePlanTest::countries)).isEqualTo(plan(ComparablePlanTest::countries));
  }

  @Test
  void overlooksNames() {
    assertThat(
            plan(
                tables -> {
                  Dataset<Row> nations =
                      tables
                          .nations()
                          .select(
                              col("n_regionkey").as("region"),
                              col("n_name").as("country"),
                              col("n_nationkey").as("number"));
                  return nations
                      .join(
                          tables.regions().select(col("r_name").as("name"), col("r_regionkey")),
                          col("region").equalTo(col("r_regionkey")))
                      .groupBy(col("name").as("continent"))
                      .agg(sum("number").as("numbers"))
                      .filter(col("numbers").gt(3))
                      .select(col("continent").as("where"), col("numbers"));
                }))
        .isNotEqualTo(plan(tables -> tables.nations().select("n_name")))
        .isEqualTo(
            plan(
                tables ->
                    tables
                        .nations()
                        .select("n_regionkey", "n_nationkey")
                        .join(
                            tables.regions().select("r_name", "r_regionkey"),
                            col("n_regionkey").equalTo(col("r_regionkey")))
                        .groupBy("r_name")
                        .agg(sum("n_nationkey").as("keys"))
                        .filter(col("keys").gt(3))));
  }

  @Test
  void seesWhichColumnIsMeant() {
    assertThat(plan(tables -> tables.nations().select("n_nationkey")))
        .isNotEqualTo(plan(tables -> tables.nations().select("n_regionkey")));
    assertThat(plan(tables -> tables.nations().select(col("n_nationkey").as("n_regionkey"))))
        .isNotEqualTo(plan(tables -> tables.nations().select("n_regionkey")));
  }

  @Test
  void seesAColumnThatIsThereTwice() {
    assertThat(plan(t -> t.nations().select(col("n_name"), col("n_name").as("again"))))
        .isNotEqualTo(plan(t -> t.nations().select("n_name")));
  }

  @Test
  void seesAnotherConditionAndAnotherType() {
    assertThat(plan(t -> t.nations().filter(col("n_nationkey").gt(3))))
        .isNotEqualTo(plan(t -> t.nations().filter(col("n_nationkey").gt(4))))
        .isNotEqualTo(plan(t -> t.nations().filter(col("n_regionkey").gt(3))));
    assertThat(plan(t -> t.nations().select(lit(1))))
        .isNotEqualTo(plan(t -> t.nations().select(lit(1L))));
  }

  @Test
  void seesWhichSideOfAJoinComesFirst() {
    assertThat(plan(t -> t.nations().crossJoin(t.regions())))
        .isNotEqualTo(plan(t -> t.regions().crossJoin(t.nations())));
  }

  @Test
  void seesOtherFiles() {
    String nation = data.resolve("nation").toString();
    String region = data.resolve("region").toString();
    String schema = "r_name STRING";

    assertThat(ComparablePlan.of(spark.read().schema(schema).parquet(region)))
        .isEqualTo(ComparablePlan.of(spark.read().schema(schema).parquet(region)))
        .isNotEqualTo(ComparablePlan.of(spark.read().schema(schema).parquet(nation)));
  }

  @Test
  void showsThePlan() {
    assertThat(plan(ComparablePlanTest::countries).toString()).contains("Join Inner", "r_name");
  }
}
