// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

/** The right to write a run, as its holder has it. Thread-safe; closing gives it back. */
interface Lease extends AutoCloseable {
  /** Says who has it now; the epoch is one more than the text or the one before it has said. */
  void sign(int earlierEpoch);

  /** Whether nobody has taken the holder's place; asks where the store lies. */
  boolean isValid();

  /** The same, but relies for an instant on what was seen before. */
  boolean isLikelyValid();

  @Override
  void close();
}
