// SPDX-License-Identifier: Apache-2.0
package dev.stride.cloud;

/** What a failure means in a job. */
class BatchFailureTest extends ServiceFailureContract {
  @Override
  protected String layer() {
    return "batch";
  }
}
