// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

class ProcessFailureTest extends FailureContract {
  @Override
  protected String layer() {
    return "process";
  }

  @Override
  protected boolean isOverRows() {
    return false;
  }
}
