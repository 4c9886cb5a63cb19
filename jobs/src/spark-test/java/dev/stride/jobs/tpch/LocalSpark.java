// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** A Spark of this process with two threads, set up as Stride's semantics want it. */
public final class LocalSpark {
  private LocalSpark() {}

  /** Starts it; the caller stops it. */
  public static SparkSession start() {
    return builder().getOrCreate();
  }

  /** The same with further settings. */
  public static SparkSession.Builder builder() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("stride")
        .config("spark.log.level", "WARN")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.datetime.java8API.enabled", "true")
        .config("spark.sql.warehouse.dir", warehouse());
  }

  private static String warehouse() {
    return Path.of("target", "spark-warehouse").toUri().toString();
  }
}
