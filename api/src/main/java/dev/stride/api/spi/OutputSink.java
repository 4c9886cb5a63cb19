// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

/** Takes what an attempt prints, in pieces that may end anywhere. Thread-safe. */
@FunctionalInterface
public interface OutputSink {
  /** Takes a piece; the array is the caller's again afterwards. */
  void write(byte[] bytes, int offset, int length);
}
