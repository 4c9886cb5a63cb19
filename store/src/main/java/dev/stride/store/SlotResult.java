// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.util.Arrays;

/**
 * The committed result of one slot.
 *
 * @param slot its position in the list, from 0
 * @param attempts how many attempts it took
 * @param kind where the value comes from
 * @param fingerprint of the slot's element, so that a resumed run knows it again
 * @param millis how long the last attempt took
 * @param value the value as JSON; empty for a slot that was left out
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content
public record SlotResult(
    int slot, int attempts, Kind kind, long fingerprint, int millis, byte[] value) {

  /** Where a slot's value comes from. */
  public enum Kind {
    NORMAL(0),
    FALLBACK(1),
    /** The slot failed and was left out, as {@code --with catch} asks. */
    LEFT_OUT(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** What stands for it in files. */
    byte code() {
      return (byte) code;
    }

    static Kind of(byte code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("Invalid kind of slot: " + code + " (must be 0 to 2)");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SlotResult that
        && slot == that.slot
        && attempts == that.attempts
        && kind == that.kind
        && fingerprint == that.fingerprint
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * slot + Arrays.hashCode(value);
  }
}
