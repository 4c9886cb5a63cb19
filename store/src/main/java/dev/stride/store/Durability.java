// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

/** What survives a loss of power. */
public enum Durability {
  /** Every commit and what it names. */
  COMMIT,
  /** Nothing is promised; for tests and throw-away runs. */
  NONE
}
