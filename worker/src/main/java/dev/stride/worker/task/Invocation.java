// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker.task;

import dev.stride.store.ValueCodec;

/**
 * What a function is called with: a pointer, whatever it is to do.
 *
 * @param task the {@link TaskPointer}
 * @param slot which of the task's slots
 */
public record Invocation(String task, int slot) {
  private static final ValueCodec CODEC = ValueCodec.of(Invocation.class);

  /** As JSON. */
  public byte[] encode() {
    return CODEC.encode(this);
  }

  /**
   * What {@link #encode} has written.
   *
   * @throws dev.stride.api.failure.StrideException of kind {@code INTERNAL} if it is damaged
   */
  public static Invocation decode(byte[] json) {
    if (CODEC.decode(json) instanceof Invocation invocation) {
      return invocation;
    }
    throw new IllegalStateException("Cannot read invocation: it is null");
  }
}
