// SPDX-License-Identifier: Apache-2.0
package dev.stride.cloud;

/** What a failure means in a function. */
class LambdaFailureTest extends ServiceFailureContract {
  @Override
  protected String layer() {
    return "lambda";
  }
}
