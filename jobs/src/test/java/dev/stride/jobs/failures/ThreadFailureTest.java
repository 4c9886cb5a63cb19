// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

class ThreadFailureTest extends FailureContract {
  @Override
  protected String layer() {
    return "thread";
  }

  @Override
  protected boolean isOverRows() {
    return false;
  }
}
