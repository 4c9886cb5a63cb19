// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

/**
 * A message with the bytes that follow it.
 *
 * @param message the message
 * @param body the bytes; none for most messages
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Frame(Message message, byte[] body) {
  private static final byte[] NOTHING = new byte[0];

  /** A message alone. */
  public static Frame of(Message message) {
    return new Frame(message, NOTHING);
  }
}
