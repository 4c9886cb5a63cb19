// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

/** How a connection to the client ends. */
enum ConnectionEnd {
  /** In order. */
  CLOSE,
  /** What was sent may be lost, and the client sees an error. */
  RESET
}
