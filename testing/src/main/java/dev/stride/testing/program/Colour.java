// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

/** An enum whose constants are declared in another order than that of their names. */
public enum Colour {
  YELLOW,
  AMBER,
  blue,
  GREEN
}
