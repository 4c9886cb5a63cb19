// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createDecimalType;

import java.nio.file.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The tables below a folder, read by Spark alone, and what several queries take from them. */
final class SparkTables {
  private static final DataType DECIMAL = createDecimalType(15, 2);

  private static final StructType REGION =
      new StructType()
          .add("r_regionkey", LongType)
          .add("r_name", StringType)
          .add("r_comment", StringType);

  private static final StructType NATION =
      new StructType()
          .add("n_nationkey", LongType)
          .add("n_name", StringType)
          .add("n_regionkey", LongType)
          .add("n_comment", StringType);

  private static final StructType SUPPLIER =
      new StructType()
          .add("s_suppkey", LongType)
          .add("s_name", StringType)
          .add("s_address", StringType)
          .add("s_nationkey", LongType)
          .add("s_phone", StringType)
          .add("s_acctbal", DECIMAL)
          .add("s_comment", StringType);

  private static final StructType PART =
      new StructType()
          .add("p_partkey", LongType)
          .add("p_name", StringType)
          .add("p_mfgr", StringType)
          .add("p_brand", StringType)
          .add("p_type", StringType)
          .add("p_size", IntegerType)
          .add("p_container", StringType)
          .add("p_retailprice", DECIMAL)
          .add("p_comment", StringType);

  private static final StructType PART_SUPPLIER =
      new StructType()
          .add("ps_partkey", LongType)
          .add("ps_suppkey", LongType)
          .add("ps_availqty", IntegerType)
          .add("ps_supplycost", DECIMAL)
          .add("ps_comment", StringType);

  private static final StructType CUSTOMER =
      new StructType()
          .add("c_custkey", LongType)
          .add("c_name", StringType)
          .add("c_address", StringType)
          .add("c_nationkey", LongType)
          .add("c_phone", StringType)
          .add("c_acctbal", DECIMAL)
          .add("c_mktsegment", StringType)
          .add("c_comment", StringType);

  private static final StructType ORDER =
      new StructType()
          .add("o_orderkey", LongType)
          .add("o_custkey", LongType)
          .add("o_orderstatus", StringType)
          .add("o_totalprice", DECIMAL)
          .add("o_orderdate", DateType)
          .add("o_orderpriority", StringType)
          .add("o_clerk", StringType)
          .add("o_shippriority", IntegerType)
          .add("o_comment", StringType);

  private static final StructType LINE_ITEM =
      new StructType()
          .add("l_orderkey", LongType)
          .add("l_partkey", LongType)
          .add("l_suppkey", LongType)
          .add("l_linenumber", IntegerType)
          .add("l_quantity", DECIMAL)
          .add("l_extendedprice", DECIMAL)
          .add("l_discount", DECIMAL)
          .add("l_tax", DECIMAL)
          .add("l_returnflag", StringType)
          .add("l_linestatus", StringType)
          .add("l_shipdate", DateType)
          .add("l_commitdate", DateType)
          .add("l_receiptdate", DateType)
          .add("l_shipinstruct", StringType)
          .add("l_shipmode", StringType)
          .add("l_comment", StringType);

  private final SparkSession session;
  private final Path folder;

  SparkTables(SparkSession session, Path folder) {
    this.session = session;
    this.folder = folder;
  }

  Dataset<Row> regions() {
    return table("region", REGION);
  }

  Dataset<Row> nations() {
    return table("nation", NATION);
  }

  Dataset<Row> suppliers() {
    return table("supplier", SUPPLIER);
  }

  Dataset<Row> parts() {
    return table("part", PART);
  }

  Dataset<Row> partSuppliers() {
    return table("partsupp", PART_SUPPLIER);
  }

  Dataset<Row> customers() {
    return table("customer", CUSTOMER);
  }

  Dataset<Row> orders() {
    return table("orders", ORDER);
  }

  Dataset<Row> lineItems() {
    return table("lineitem", LINE_ITEM);
  }

  private Dataset<Row> table(String name, StructType schema) {
    // Plans keep a path as it is spelled and differ where it is spelled otherwise: as Stride does.
    return session.read().schema(schema).parquet("file:" + folder.resolve(name));
  }

  /** The nations of a region. */
  Dataset<Row> nationsOf(String region) {
    return nations()
        .join(
            regions().filter(col("r_name").equalTo(region)),
            col("n_regionkey").equalTo(col("r_regionkey")),
            "left_semi");
  }

  /** The suppliers of a nation. */
  Dataset<Row> suppliersOf(String nation) {
    return suppliers()
        .join(
            nations().filter(col("n_name").equalTo(nation)),
            col("s_nationkey").equalTo(col("n_nationkey")),
            "left_semi");
  }

  /** Lines of orders with the revenue that they brought in. */
  static Dataset<Row> sales(Dataset<Row> lineItems) {
    return lineItems.select(
        col("l_orderkey"),
        col("l_partkey"),
        col("l_suppkey"),
        col("l_shipdate"),
        col("l_quantity"),
        discountedPrice().as("revenue"));
  }

  /** The price of a line after its discount. */
  static Column discountedPrice() {
    return col("l_extendedprice").multiply(lit(1).minus(col("l_discount")));
  }
}
