// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.spi.StoreAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a store on S3 as Spark reaches them: by Hadoop's S3A, and its committer, which
 * makes the objects of a job exist when the job has succeeded and never copies one. Both are in
 * jars that a Spark may lack.
 */
public final class StoreObjects {
  private static final String SCHEME = "s3://";
  private static final String S3A = "s3a://";
  private static final String FILE_SYSTEM = "org.apache.hadoop.fs.s3a.S3AFileSystem";
  private static final String PROTOCOL =
      "org.apache.spark.internal.io.cloud.PathOutputCommitProtocol";
  private static final String PARQUET_COMMITTER =
      "org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter";
  private static final String CREDENTIALS =
      "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider";

  private StoreObjects() {}

  /** Whether Spark reaches the objects of that store. */
  public static boolean areReached(StoreAddress store, ClassLoader classes) {
    return isLocation(store.location()) && has(FILE_SYSTEM, classes) && has(PROTOCOL, classes);
  }

  private static boolean has(String name, ClassLoader classes) {
    try {
      Class.forName(name, false, classes);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Whether the path is a location of objects. */
  static boolean isLocation(String path) {
    return path.startsWith(SCHEME);
  }

  /** The location as Hadoop must be told it. */
  static String path(String location) {
    return S3A + location.substring(SCHEME.length());
  }

  /**
   * Has a session find the objects as the store does, and commit by the committer. What the user
   * has set stays.
   */
  public static void configure(SparkSession session, StoreAddress store) {
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    settings(store)
        .forEach(
            (key, value) -> {
              if (!session.conf().getAll().contains(key) && !isSet(hadoop, key)) {
                session.conf().set(key, value);
              }
            });
  }

  /** Whether it is more than what Hadoop itself has for everybody. */
  private static boolean isSet(Configuration hadoop, String key) {
    String[] sources = hadoop.getPropertySources(key);
    return sources != null && !sources[sources.length - 1].endsWith("core-default.xml");
  }

  private static Map<String, String> settings(StoreAddress store) {
    Map<String, String> own = store.settings();
    Map<String, String> settings = new LinkedHashMap<>();
    if (own.containsKey("endpoint")) {
      settings.put("fs.s3a.endpoint", own.get("endpoint"));
      settings.put("fs.s3a.endpoint.region", own.getOrDefault("region", "us-east-1"));
      settings.put("fs.s3a.path.style.access", own.getOrDefault("path-style", "true"));
    } else {
      put(settings, "fs.s3a.endpoint.region", own.get("region"));
      put(settings, "fs.s3a.path.style.access", own.get("path-style"));
    }
    settings.put("fs.s3a.aws.credentials.provider", CREDENTIALS);
    settings.put("fs.s3a.committer.name", "magic");
    settings.put("fs.s3a.committer.magic.enabled", "true");
    settings.put(
        "mapreduce.outputcommitter.factory.scheme.s3a",
        "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory");
    settings.put("spark.sql.sources.commitProtocolClass", PROTOCOL);
    settings.put("spark.sql.parquet.output.committer.class", PARQUET_COMMITTER);
    return settings;
  }

  private static void put(Map<String, String> settings, String key, @Nullable String value) {
    if (value != null) {
      settings.put(key, value);
    }
  }
}
