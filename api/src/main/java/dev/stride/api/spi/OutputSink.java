// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

/** Takes what an attempt prints, in pieces that may end anywhere. Thread-safe. */
@FunctionalInterface
public interface OutputSink {
  /** Takes a piece; the array is the caller's again afterwards. */
  void write(byte[] bytes, int offset, int length);

  /** A sink to the same place for another stream of the attempt, whose pieces are its own. */
  default OutputSink aside() {
    return this;
  }

  /** The attempt has ended; what it has left behind may still write. Does nothing by default. */
  default void end() {}
}
