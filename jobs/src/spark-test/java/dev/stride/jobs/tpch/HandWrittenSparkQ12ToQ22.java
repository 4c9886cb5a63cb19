// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import static dev.stride.jobs.tpch.SparkTables.discountedPrice;
import static dev.stride.jobs.tpch.SparkTables.sales;
import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/** Queries 12 to 22. */
final class HandWrittenSparkQ12ToQ22 {
  private HandWrittenSparkQ12ToQ22() {}

  static Dataset<Row> q12(SparkTables tables) {
    Dataset<Row> late =
        tables
            .lineItems()
            .filter(
                col("l_shipmode")
                    .isin("MAIL", "SHIP")
                    .and(col("l_commitdate").lt(col("l_receiptdate")))
                    .and(col("l_shipdate").lt(col("l_commitdate")))
                    .and(col("l_receiptdate").geq(LocalDate.of(1994, 1, 1)))
                    .and(col("l_receiptdate").lt(LocalDate.of(1995, 1, 1))));
    Column urgent = col("o_orderpriority").isin("1-URGENT", "2-HIGH");
    return late.join(tables.orders(), col("l_orderkey").equalTo(col("o_orderkey")))
        .groupBy("l_shipmode")
        .agg(
            sum(when(urgent, 1).otherwise(0)).as("high_line_count"),
            sum(when(urgent, 0).otherwise(1)).as("low_line_count"))
        .orderBy("l_shipmode");
  }

  static Dataset<Row> q13(SparkTables tables) {
    Dataset<Row> ordinary =
        tables.orders().filter(not(col("o_comment").like("%special%requests%")));
    return tables
        .customers()
        .join(ordinary, col("c_custkey").equalTo(col("o_custkey")), "left")
        .groupBy("c_custkey")
        .agg(count("o_orderkey").as("c_count"))
        .groupBy("c_count")
        .agg(count(lit(1)).as("custdist"))
        .orderBy(desc("custdist"), desc("c_count"));
  }

  static Dataset<Row> q14(SparkTables tables) {
    Dataset<Row> shipped =
        tables
            .lineItems()
            .filter(
                col("l_shipdate")
                    .geq(LocalDate.of(1995, 9, 1))
                    .and(col("l_shipdate").lt(LocalDate.of(1995, 10, 1))));
    Column promoted = when(col("p_type").startsWith("PROMO"), col("revenue")).otherwise(0);
    Column percent = sum(promoted).multiply(new BigDecimal("100.00")).cast(DataTypes.DoubleType);
    return sales(shipped)
        .join(tables.parts(), col("l_partkey").equalTo(col("p_partkey")))
        .select("p_type", "revenue")
        .agg(percent.divide(sum("revenue").cast(DataTypes.DoubleType)).as("promo_revenue"));
  }

  static Dataset<Row> q15(SparkTables tables) {
    Dataset<Row> best =
        tables
            .lineItems()
            .filter(
                col("l_shipdate")
                    .geq(LocalDate.of(1996, 1, 1))
                    .and(col("l_shipdate").lt(LocalDate.of(1996, 4, 1))))
            .groupBy("l_suppkey")
            .agg(sum(discountedPrice()).as("total_revenue"))
            .withColumn("place", rank().over(Window.orderBy(desc("total_revenue"))))
            .filter(col("place").equalTo(1));
    return tables
        .suppliers()
        .join(best, col("s_suppkey").equalTo(col("l_suppkey")))
        .select("s_suppkey", "s_name", "s_address", "s_phone", "total_revenue")
        .orderBy("s_suppkey");
  }

  static Dataset<Row> q16(SparkTables tables) {
    Dataset<Row> blamed = tables.suppliers().filter(col("s_comment").like("%Customer%Complaints%"));
    Dataset<Row> wanted =
        tables
            .parts()
            .filter(
                col("p_brand")
                    .notEqual("Brand#45")
                    .and(not(col("p_type").startsWith("MEDIUM POLISHED")))
                    .and(col("p_size").isin(49, 14, 23, 45, 19, 3, 36, 9)));
    return tables
        .partSuppliers()
        .join(blamed, col("ps_suppkey").equalTo(col("s_suppkey")), "left_anti")
        .join(wanted, col("ps_partkey").equalTo(col("p_partkey")))
        .select("p_brand", "p_type", "p_size", "ps_suppkey")
        .groupBy("p_brand", "p_type", "p_size")
        .agg(countDistinct("ps_suppkey").as("supplier_cnt"))
        .orderBy(desc("supplier_cnt"), asc("p_brand"), asc("p_type"), asc("p_size"));
  }

  static Dataset<Row> q17(SparkTables tables) {
    Dataset<Row> boxes =
        tables
            .parts()
            .filter(col("p_brand").equalTo("Brand#23").and(col("p_container").equalTo("MED BOX")));
    Column usual = avg("l_quantity").over(Window.partitionBy("l_partkey"));
    return tables
        .lineItems()
        .join(boxes, col("l_partkey").equalTo(col("p_partkey")), "left_semi")
        .withColumn("usual_quantity", usual)
        .filter(col("l_quantity").lt(col("usual_quantity").multiply(new BigDecimal("0.2"))))
        .agg(sum("l_extendedprice").cast(DataTypes.DoubleType).divide(7).as("avg_yearly"));
  }

  static Dataset<Row> q18(SparkTables tables) {
    Dataset<Row> large =
        tables
            .lineItems()
            .groupBy("l_orderkey")
            .agg(sum("l_quantity").as("sum_quantity"))
            .filter(col("sum_quantity").gt(300));
    return tables
        .orders()
        .join(large, col("o_orderkey").equalTo(col("l_orderkey")))
        .select("o_orderkey", "o_custkey", "o_orderdate", "o_totalprice", "sum_quantity")
        .join(tables.customers(), col("o_custkey").equalTo(col("c_custkey")))
        .select(
            col("c_name"),
            col("o_custkey").as("c_custkey"),
            col("o_orderkey"),
            col("o_orderdate"),
            col("o_totalprice"),
            col("sum_quantity"))
        .orderBy(desc("o_totalprice"), asc("o_orderdate"), asc("o_orderkey"))
        .limit(100);
  }

  static Dataset<Row> q19(SparkTables tables) {
    Dataset<Row> delivered =
        tables
            .lineItems()
            .filter(
                col("l_shipmode")
                    .isin("AIR", "AIR REG")
                    .and(col("l_shipinstruct").equalTo("DELIVER IN PERSON")));
    Column fits =
        kind("Brand#12", 1, 5)
            .and(col("p_container").isin("SM CASE", "SM BOX", "SM PACK", "SM PKG"))
            .or(
                kind("Brand#23", 10, 10)
                    .and(col("p_container").isin("MED BAG", "MED BOX", "MED PKG", "MED PACK")))
            .or(
                kind("Brand#34", 20, 15)
                    .and(col("p_container").isin("LG CASE", "LG BOX", "LG PACK", "LG PKG")));
    return sales(delivered)
        .join(tables.parts(), col("l_partkey").equalTo(col("p_partkey")).and(fits))
        .select("revenue")
        .agg(sum("revenue").as("revenue"));
  }

  private static Column kind(String brand, int quantity, int size) {
    return col("p_brand")
        .equalTo(brand)
        .and(col("l_quantity").between(quantity, quantity + 10))
        .and(col("p_size").between(1, size));
  }

  static Dataset<Row> q20(SparkTables tables) {
    Dataset<Row> forest = tables.parts().filter(col("p_name").startsWith("forest"));
    Dataset<Row> shipped =
        tables
            .lineItems()
            .join(forest, col("l_partkey").equalTo(col("p_partkey")), "left_semi")
            .filter(
                col("l_shipdate")
                    .geq(LocalDate.of(1994, 1, 1))
                    .and(col("l_shipdate").lt(LocalDate.of(1995, 1, 1))))
            .groupBy("l_partkey", "l_suppkey")
            .agg(sum("l_quantity").as("quantity"));
    Dataset<Row> excess =
        tables
            .partSuppliers()
            .join(forest, col("ps_partkey").equalTo(col("p_partkey")), "left_semi")
            .join(
                shipped,
                col("ps_partkey")
                    .equalTo(col("l_partkey"))
                    .and(col("ps_suppkey").equalTo(col("l_suppkey")))
                    .and(col("ps_availqty").gt(col("quantity").multiply(new BigDecimal("0.5")))),
                "left_semi");
    return tables
        .suppliersOf("CANADA")
        .join(excess, col("s_suppkey").equalTo(col("ps_suppkey")), "left_semi")
        .select("s_name", "s_address")
        .orderBy("s_name");
  }

  static Dataset<Row> q21(SparkTables tables) {
    Dataset<Row> lineItems = tables.lineItems();
    Dataset<Row> late = lineItems.filter(col("l_receiptdate").gt(col("l_commitdate")));
    Dataset<Row> finished = tables.orders().filter(col("o_orderstatus").equalTo("F"));
    Column byAnotherSupplier =
        col("kept.l_orderkey")
            .equalTo(col("other.l_orderkey"))
            .and(col("kept.l_suppkey").notEqual(col("other.l_suppkey")));
    return late.join(tables.suppliersOf("SAUDI ARABIA"), col("l_suppkey").equalTo(col("s_suppkey")))
        .select("l_orderkey", "l_suppkey", "s_name")
        .join(finished, col("l_orderkey").equalTo(col("o_orderkey")), "left_semi")
        .as("kept")
        .join(lineItems.as("other"), byAnotherSupplier, "left_semi")
        .join(late.as("other"), byAnotherSupplier, "left_anti")
        .groupBy("s_name")
        .agg(count(lit(1)).as("numwait"))
        .orderBy(desc("numwait"), asc("s_name"))
        .limit(100);
  }

  static Dataset<Row> q22(SparkTables tables) {
    Dataset<Row> callers =
        tables
            .customers()
            .select(
                col("c_custkey"), substring(col("c_phone"), 1, 2).as("cntrycode"), col("c_acctbal"))
            .filter(col("cntrycode").isin("13", "31", "23", "29", "30", "18", "17"));
    Dataset<Row> mean =
        callers.filter(col("c_acctbal").gt(0)).agg(avg("c_acctbal").as("mean_balance"));
    return callers
        .join(mean, col("c_acctbal").gt(col("mean_balance")), "left_semi")
        .join(tables.orders(), col("c_custkey").equalTo(col("o_custkey")), "left_anti")
        .groupBy("cntrycode")
        .agg(count(lit(1)).as("numcust"), sum("c_acctbal").as("totacctbal"))
        .orderBy("cntrycode");
  }
}
