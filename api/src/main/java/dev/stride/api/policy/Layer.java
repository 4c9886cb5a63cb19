// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import java.util.Locale;

/** The compute layers that a step can be placed on. */
public enum Layer {
  /** A thread of this process. */
  THREAD,
  /** A worker process of this machine. */
  PROCESS,
  /** The embedded DuckDB engine; for data-parallel steps. */
  DUCKDB,
  /** A Spark session; for data-parallel steps. */
  SPARK,
  /** A container on AWS Batch. */
  BATCH,
  /** A function on AWS Lambda. */
  LAMBDA;

  /**
   * The layer of that name in small letters.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Layer parse(String name) {
    return EnumNames.parse("layer", values(), name);
  }

  /**
   * Whether it runs single steps on machines of a service, which see only what lies in the store.
   */
  public boolean isService() {
    return this == BATCH || this == LAMBDA;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
