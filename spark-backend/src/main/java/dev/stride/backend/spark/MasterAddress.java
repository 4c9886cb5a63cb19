// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks whether a standalone master listens before Spark does: Spark tries for a minute and then
 * fails in the middle of its start, without a word about the master.
 */
final class MasterAddress {
  private static final Pattern STANDALONE = Pattern.compile("spark://(.+)");
  private static final Pattern HOST = Pattern.compile("([^:/]+):([0-9]{1,5})");
  private static final int PATIENCE_MILLIS = 5_000;

  private MasterAddress() {}

  /**
   * Checks a master; of several for high availability one must answer.
   *
   * @throws StrideException of kind {@code EXTERNAL} if none does, {@code CONFIGURATION} if it is
   *     no address
   */
  static void check(String master) {
    Matcher standalone = STANDALONE.matcher(master);
    if (!standalone.matches()) {
      return;
    }
    IOException last = null;
    for (String address : standalone.group(1).split(",", -1)) {
      Matcher host = HOST.matcher(address);
      if (!host.matches()) {
        throw new StrideException(
            FailureKind.CONFIGURATION,
            "Invalid spark.master: " + master + " (must be spark://HOST:PORT)");
      }
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(host.group(1), Integer.parseInt(host.group(2))), PATIENCE_MILLIS);
        return;
      } catch (IOException | IllegalArgumentException e) {
        last = e instanceof IOException refused ? refused : new IOException(e);
      }
    }
    throw new StrideException(
        FailureKind.EXTERNAL,
        "Cannot reach Spark's master: "
            + master
            + (last == null ? "" : ": " + last.getMessage())
            + " (start it, or correct spark.master)",
        last);
  }
}
