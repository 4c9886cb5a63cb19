// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import dev.stride.api.MemorySize;

/**
 * A number of bytes; an expected one need not be whole.
 *
 * @param value finite and at least 0
 */
public record Bytes(double value) implements Quantity<Bytes> {
  /** None. */
  public static final Bytes ZERO = new Bytes(0);

  /**
   * Checks the amount.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Bytes {
    Amounts.check("bytes", value);
  }

  /** As many bytes as that memory has. */
  public static Bytes in(MemorySize memory) {
    return new Bytes(memory.bytes());
  }

  @Override
  public Bytes of(double amount) {
    return new Bytes(amount);
  }

  @Override
  public String toString() {
    return Amounts.text(value) + " B";
  }
}
