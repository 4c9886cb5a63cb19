// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

import java.time.Duration;
import java.util.Map;

/** What goes wrong with one exchange of a request and its reply, or with one connection. */
public sealed interface ProxyFault {

  /** The connection is reset before the service hears of the request. */
  record Refuse() implements ProxyFault {}

  /**
   * The service answers, and the connection is reset within its reply.
   *
   * @param afterBytes how many bytes of the reply's body, or of a connection's answer, arrive; 0 or
   *     more
   */
  record Reset(long afterBytes) implements ProxyFault {
    public Reset {
      atLeast(0, "bytes", afterBytes);
    }
  }

  /** The service does what it is asked to, and nothing of its reply arrives. */
  record DropReply() implements ProxyFault {}

  /**
   * The connection ends in order, but too early.
   *
   * @param afterBytes as of {@link Reset}
   */
  record Truncate(long afterBytes) implements ProxyFault {
    public Truncate {
      atLeast(0, "bytes", afterBytes);
    }
  }

  /**
   * The service hears of the request later.
   *
   * @param duration above zero
   */
  record Delay(Duration duration) implements ProxyFault {
    public Delay {
      positive(duration);
    }
  }

  /** The request is taken, and nothing follows until one side gives up. */
  record BlackHole() implements ProxyFault {}

  /**
   * The proxy answers in the service's place, which hears of nothing.
   *
   * @param status from 200 to 599
   * @param headers besides those for the length
   * @param body in UTF-8
   */
  record Answer(int status, Map<String, String> headers, String body) implements ProxyFault {
    public Answer {
      if (status < 200 || status > 599) {
        throw new IllegalArgumentException(
            "Invalid status: " + status + " (must be from 200 to 599)");
      }
      headers = Map.copyOf(headers);
    }

    /** An answer of that status alone. */
    public Answer(int status) {
      this(status, Map.of(), "");
    }
  }

  /**
   * One byte of the reply's body arrives with its lowest bit turned over.
   *
   * @param index of the byte, from 0; a shorter body arrives whole
   */
  record Corrupt(long index) implements ProxyFault {
    public Corrupt {
      atLeast(0, "index", index);
    }
  }

  /**
   * The reply's body arrives in drops.
   *
   * @param bytes of a drop, 1 or more
   * @param pause after each, above zero
   */
  record Drip(int bytes, Duration pause) implements ProxyFault {
    public Drip {
      atLeast(1, "bytes", bytes);
      positive(pause);
    }
  }

  private static void atLeast(long least, String name, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "Invalid " + name + ": " + value + " (must be >= " + least + ")");
    }
  }

  private static void positive(Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "Invalid duration: " + duration + " (must be longer than zero)");
    }
  }
}
