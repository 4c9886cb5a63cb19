// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

import java.io.IOException;

/** A fault ends the exchange here, and the connection with it. */
final class EndOfExchange extends IOException {
  private static final long serialVersionUID = 1;

  private final ConnectionEnd end;

  EndOfExchange(ConnectionEnd end) {
    super("a fault ends the connection: " + end);
    this.end = end;
  }

  ConnectionEnd end() {
    return end;
  }
}
