// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

/** Which input of an operation a field belongs to. */
public enum Side {
  /** The only input. */
  INPUT,
  /** The left input of a join. */
  LEFT,
  /** The right input of a join. */
  RIGHT
}
