// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

/** How far the engines agree on a function's result. */
public enum Level {
  /** The same bits everywhere. */
  EXACT,
  /** Equal up to rounding in the last places of a floating-point number. */
  TOLERANCE
}
