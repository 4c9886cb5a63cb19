// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import dev.stride.store.Store;

/** A workflow that suites run on stores which they disturb. Thread-safe. */
public interface FaultScenario {
  /**
   * Runs it from the start.
   *
   * @return its result, as a text that two equal results share
   * @throws RuntimeException if the run fails
   */
  String run(Store store);

  /**
   * Goes on from the newest run of the store, or runs it from the start if there is none.
   *
   * @return its result
   * @throws RuntimeException if the run fails
   */
  String resume(Store store);
}
