// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

class ThreadFailureTest extends FailureContract {
  @Override
  String layer() {
    return "thread";
  }

  @Override
  boolean isOverRows() {
    return false;
  }
}
