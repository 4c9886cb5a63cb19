// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

class EngineFailureTest extends FailureContract {
  @Override
  protected String layer() {
    return "duckdb";
  }

  @Override
  protected boolean isOverRows() {
    return true;
  }
}
