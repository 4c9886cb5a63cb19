// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

import java.util.Map;

class SparkFailureTest extends FailureContract {
  @Override
  String layer() {
    return "spark";
  }

  @Override
  boolean isOverRows() {
    return true;
  }

  @Override
  Map<String, String> settings() {
    return Map.of(
        "spark.master", "local[2]",
        "spark.ui.enabled", "false",
        "spark.sql.shuffle.partitions", "2");
  }
}
