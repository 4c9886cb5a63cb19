// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import static dev.stride.jobs.tpch.SparkTables.discountedPrice;
import static dev.stride.jobs.tpch.SparkTables.sales;
import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Queries 1 to 11. */
final class HandWrittenSparkQ01ToQ11 {
  private HandWrittenSparkQ01ToQ11() {}

  static Dataset<Row> q1(SparkTables tables) {
    Column charge = discountedPrice().multiply(lit(1).plus(col("l_tax")));
    return tables
        .lineItems()
        .filter(col("l_shipdate").leq(LocalDate.of(1998, 9, 2)))
        .groupBy("l_returnflag", "l_linestatus")
        .agg(
            sum("l_quantity").as("sum_qty"),
            sum("l_extendedprice").as("sum_base_price"),
            sum(discountedPrice()).as("sum_disc_price"),
            sum(charge).as("sum_charge"),
            mean("l_quantity").as("avg_qty"),
            mean("l_extendedprice").as("avg_price"),
            mean("l_discount").as("avg_disc"),
            count(lit(1)).as("count_order"))
        .orderBy("l_returnflag", "l_linestatus");
  }

  /** As a double; of decimals {@code avg} has but six places. */
  private static Column mean(String column) {
    return avg(col(column).cast(DataTypes.DoubleType));
  }

  static Dataset<Row> q2(SparkTables tables) {
    Dataset<Row> brass =
        tables.parts().filter(col("p_size").equalTo(15).and(col("p_type").endsWith("BRASS")));
    Dataset<Row> offers =
        tables
            .partSuppliers()
            .join(brass, col("ps_partkey").equalTo(col("p_partkey")))
            .select("ps_partkey", "ps_suppkey", "p_mfgr", "ps_supplycost")
            .join(europeanSuppliers(tables), col("ps_suppkey").equalTo(col("s_suppkey")))
            .select(
                "ps_partkey",
                "p_mfgr",
                "ps_supplycost",
                "s_acctbal",
                "s_name",
                "n_name",
                "s_address",
                "s_phone",
                "s_comment");
    Dataset<Row> lowest =
        offers
            .groupBy(col("ps_partkey").as("offered_partkey"))
            .agg(min("ps_supplycost").as("lowest_cost"));
    return offers
        .join(
            lowest,
            col("ps_partkey")
                .equalTo(col("offered_partkey"))
                .and(col("ps_supplycost").equalTo(col("lowest_cost"))))
        .select(
            col("s_acctbal"),
            col("s_name"),
            col("n_name"),
            col("ps_partkey").as("p_partkey"),
            col("p_mfgr"),
            col("s_address"),
            col("s_phone"),
            col("s_comment"))
        .orderBy(desc("s_acctbal"), asc("n_name"), asc("s_name"), asc("p_partkey"))
        .limit(100);
  }

  private static Dataset<Row> europeanSuppliers(SparkTables tables) {
    return tables
        .suppliers()
        .join(tables.nationsOf("EUROPE"), col("s_nationkey").equalTo(col("n_nationkey")))
        .select("s_suppkey", "s_acctbal", "s_name", "n_name", "s_address", "s_phone", "s_comment");
  }

  static Dataset<Row> q3(SparkTables tables) {
    LocalDate day = LocalDate.of(1995, 3, 15);
    Dataset<Row> ordered =
        tables
            .orders()
            .filter(col("o_orderdate").lt(day))
            .join(
                tables.customers().filter(col("c_mktsegment").equalTo("BUILDING")),
                col("o_custkey").equalTo(col("c_custkey")),
                "left_semi");
    return sales(tables.lineItems().filter(col("l_shipdate").gt(day)))
        .join(ordered, col("l_orderkey").equalTo(col("o_orderkey")))
        .select("l_orderkey", "o_orderdate", "o_shippriority", "revenue")
        .groupBy("l_orderkey", "o_orderdate", "o_shippriority")
        .agg(sum("revenue").as("revenue"))
        .select("l_orderkey", "revenue", "o_orderdate", "o_shippriority")
        .orderBy(desc("revenue"), asc("o_orderdate"), asc("l_orderkey"))
        .limit(10);
  }

  static Dataset<Row> q4(SparkTables tables) {
    Dataset<Row> late = tables.lineItems().filter(col("l_commitdate").lt(col("l_receiptdate")));
    return tables
        .orders()
        .filter(
            col("o_orderdate")
                .geq(LocalDate.of(1993, 7, 1))
                .and(col("o_orderdate").lt(LocalDate.of(1993, 10, 1))))
        .join(late, col("o_orderkey").equalTo(col("l_orderkey")), "left_semi")
        .groupBy("o_orderpriority")
        .agg(count(lit(1)).as("order_count"))
        .orderBy("o_orderpriority");
  }

  static Dataset<Row> q5(SparkTables tables) {
    Dataset<Row> placed =
        tables
            .orders()
            .filter(
                col("o_orderdate")
                    .geq(LocalDate.of(1994, 1, 1))
                    .and(col("o_orderdate").lt(LocalDate.of(1995, 1, 1))))
            .join(tables.customers(), col("o_custkey").equalTo(col("c_custkey")))
            .select("o_orderkey", "c_nationkey");
    return tables
        .lineItems()
        .join(placed, col("l_orderkey").equalTo(col("o_orderkey")))
        .select(col("l_suppkey"), col("c_nationkey"), discountedPrice().as("revenue"))
        .join(
            tables.suppliers(),
            col("l_suppkey")
                .equalTo(col("s_suppkey"))
                .and(col("c_nationkey").equalTo(col("s_nationkey"))))
        .select("c_nationkey", "revenue")
        .join(tables.nationsOf("ASIA"), col("c_nationkey").equalTo(col("n_nationkey")))
        .select("n_name", "revenue")
        .groupBy("n_name")
        .agg(sum("revenue").as("revenue"))
        .orderBy(desc("revenue"), asc("n_name"));
  }

  static Dataset<Row> q6(SparkTables tables) {
    return tables
        .lineItems()
        .filter(
            col("l_shipdate")
                .geq(LocalDate.of(1994, 1, 1))
                .and(col("l_shipdate").lt(LocalDate.of(1995, 1, 1)))
                .and(col("l_discount").between(new BigDecimal("0.05"), new BigDecimal("0.07")))
                .and(col("l_quantity").lt(24)))
        .agg(sum(col("l_extendedprice").multiply(col("l_discount"))).as("revenue"));
  }

  static Dataset<Row> q7(SparkTables tables) {
    Dataset<Row> both = tables.nations().filter(col("n_name").isin("FRANCE", "GERMANY"));
    Dataset<Row> sellers =
        tables
            .suppliers()
            .join(both, col("s_nationkey").equalTo(col("n_nationkey")))
            .select(col("s_suppkey"), col("n_name").as("supp_nation"));
    Dataset<Row> buyers =
        tables
            .customers()
            .join(both, col("c_nationkey").equalTo(col("n_nationkey")))
            .select(col("c_custkey"), col("n_name").as("cust_nation"));
    Column ofTwoYears =
        col("l_shipdate").between(LocalDate.of(1995, 1, 1), LocalDate.of(1996, 12, 31));
    return sales(tables.lineItems().filter(ofTwoYears))
        .join(sellers, col("l_suppkey").equalTo(col("s_suppkey")))
        .select("l_orderkey", "supp_nation", "l_shipdate", "revenue")
        .join(tables.orders(), col("l_orderkey").equalTo(col("o_orderkey")))
        .select("o_custkey", "supp_nation", "l_shipdate", "revenue")
        .join(
            buyers,
            col("o_custkey")
                .equalTo(col("c_custkey"))
                .and(col("supp_nation").notEqual(col("cust_nation"))))
        .select("supp_nation", "cust_nation", "l_shipdate", "revenue")
        .groupBy(col("supp_nation"), col("cust_nation"), year(col("l_shipdate")).as("l_year"))
        .agg(sum("revenue").as("revenue"))
        .orderBy("supp_nation", "cust_nation", "l_year");
  }

  static Dataset<Row> q8(SparkTables tables) {
    Dataset<Row> steel = tables.parts().filter(col("p_type").equalTo("ECONOMY ANODIZED STEEL"));
    Column ofBrazil = when(col("n_name").equalTo("BRAZIL"), col("revenue")).otherwise(0);
    return sales(tables.lineItems())
        .join(steel, col("l_partkey").equalTo(col("p_partkey")), "left_semi")
        .join(americanOrders(tables), col("l_orderkey").equalTo(col("o_orderkey")))
        .select("l_suppkey", "o_orderdate", "revenue")
        .join(tables.suppliers(), col("l_suppkey").equalTo(col("s_suppkey")))
        .select("s_nationkey", "o_orderdate", "revenue")
        .join(tables.nations(), col("s_nationkey").equalTo(col("n_nationkey")))
        .select("n_name", "o_orderdate", "revenue")
        .groupBy(year(col("o_orderdate")).as("o_year"))
        .agg(share(sum(ofBrazil), sum("revenue")).as("mkt_share"))
        .orderBy("o_year");
  }

  private static Dataset<Row> americanOrders(SparkTables tables) {
    Dataset<Row> american =
        tables
            .customers()
            .join(
                tables.nationsOf("AMERICA"),
                col("c_nationkey").equalTo(col("n_nationkey")),
                "left_semi");
    return tables
        .orders()
        .filter(col("o_orderdate").between(LocalDate.of(1995, 1, 1), LocalDate.of(1996, 12, 31)))
        .join(american, col("o_custkey").equalTo(col("c_custkey")), "left_semi");
  }

  private static Column share(Column part, Column whole) {
    return part.cast(DataTypes.DoubleType).divide(whole.cast(DataTypes.DoubleType));
  }

  static Dataset<Row> q9(SparkTables tables) {
    Dataset<Row> green = tables.parts().filter(col("p_name").contains("green"));
    Column amount = col("revenue").minus(col("ps_supplycost").multiply(col("l_quantity")));
    return sales(tables.lineItems())
        .join(green, col("l_partkey").equalTo(col("p_partkey")), "left_semi")
        .join(
            tables.partSuppliers(),
            col("l_partkey")
                .equalTo(col("ps_partkey"))
                .and(col("l_suppkey").equalTo(col("ps_suppkey"))))
        .select(col("l_orderkey"), col("l_suppkey"), amount.as("amount"))
        .join(tables.orders(), col("l_orderkey").equalTo(col("o_orderkey")))
        .select("l_suppkey", "o_orderdate", "amount")
        .join(tables.suppliers(), col("l_suppkey").equalTo(col("s_suppkey")))
        .select("s_nationkey", "o_orderdate", "amount")
        .join(tables.nations(), col("s_nationkey").equalTo(col("n_nationkey")))
        .select(col("n_name").as("nation"), col("o_orderdate"), col("amount"))
        .groupBy(col("nation"), year(col("o_orderdate")).as("o_year"))
        .agg(sum("amount").as("sum_profit"))
        .orderBy(asc("nation"), desc("o_year"));
  }

  static Dataset<Row> q10(SparkTables tables) {
    Dataset<Row> ordered =
        tables
            .orders()
            .filter(
                col("o_orderdate")
                    .geq(LocalDate.of(1993, 10, 1))
                    .and(col("o_orderdate").lt(LocalDate.of(1994, 1, 1))));
    Dataset<Row> lost =
        sales(tables.lineItems().filter(col("l_returnflag").equalTo("R")))
            .join(ordered, col("l_orderkey").equalTo(col("o_orderkey")))
            .select("o_custkey", "revenue")
            .groupBy("o_custkey")
            .agg(sum("revenue").as("revenue"));
    return lost.join(tables.customers(), col("o_custkey").equalTo(col("c_custkey")))
        .select(
            "o_custkey",
            "c_name",
            "revenue",
            "c_acctbal",
            "c_nationkey",
            "c_address",
            "c_phone",
            "c_comment")
        .join(tables.nations(), col("c_nationkey").equalTo(col("n_nationkey")))
        .select(
            col("o_custkey").as("c_custkey"),
            col("c_name"),
            col("revenue"),
            col("c_acctbal"),
            col("n_name"),
            col("c_address"),
            col("c_phone"),
            col("c_comment"))
        .orderBy(desc("revenue"), asc("c_custkey"))
        .limit(20);
  }

  static Dataset<Row> q11(SparkTables tables) {
    Column value =
        col("ps_supplycost").multiply(col("ps_availqty")).cast(DataTypes.createDecimalType(18, 2));
    Dataset<Row> stock =
        tables
            .partSuppliers()
            .join(tables.suppliersOf("GERMANY"), col("ps_suppkey").equalTo(col("s_suppkey")))
            .select(col("ps_partkey"), value.as("part_value"));
    Dataset<Row> total = stock.agg(sum("part_value").as("total"));
    return stock
        .groupBy("ps_partkey")
        .agg(sum("part_value").as("value"))
        .join(total, col("value").gt(col("total").multiply(new BigDecimal("0.0001"))), "left_semi")
        .orderBy(desc("value"), asc("ps_partkey"));
  }
}
