// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

class EngineFailureTest extends FailureContract {
  @Override
  String layer() {
    return "duckdb";
  }

  @Override
  boolean isOverRows() {
    return true;
  }
}
