// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

/** The state of a run, as files and the lease tell it. */
public enum RunStatus {
  /** A process works on it. */
  RUNNING,
  /** It has its result. */
  SUCCEEDED,
  /** A step failed. */
  FAILED,
  /** Somebody stopped it. */
  CANCELLED,
  /** Its process is gone without a word; it can be resumed. */
  INTERRUPTED,
  /** Its record cannot be read. */
  DAMAGED
}
