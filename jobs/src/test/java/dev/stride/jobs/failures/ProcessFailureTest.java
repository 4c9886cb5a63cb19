// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

class ProcessFailureTest extends FailureContract {
  @Override
  String layer() {
    return "process";
  }

  @Override
  boolean isOverRows() {
    return false;
  }
}
