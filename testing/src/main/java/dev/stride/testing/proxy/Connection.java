// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

import java.io.IOException;

/** A client's connection. */
interface Connection {
  /**
   * Works on it until it ends.
   *
   * @throws EndOfExchange if a fault ends it
   * @throws IOException if one of both sides does
   */
  void serve() throws IOException;
}
