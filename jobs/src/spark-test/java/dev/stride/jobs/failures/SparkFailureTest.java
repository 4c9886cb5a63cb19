// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

import java.util.Map;

class SparkFailureTest extends FailureContract {
  @Override
  protected String layer() {
    return "spark";
  }

  @Override
  protected boolean isOverRows() {
    return true;
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "spark.master", "local[2]",
        "spark.ui.enabled", "false",
        "spark.sql.shuffle.partitions", "2");
  }
}
