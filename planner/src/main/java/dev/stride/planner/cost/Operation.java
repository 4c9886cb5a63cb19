// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import java.util.Locale;

/** The classes of work whose price per row differs. */
public enum Operation {
  /** Reading rows from files. */
  SCAN,
  /** Computing columns and filters by expressions. */
  EXPRESSION,
  /** Joining. */
  JOIN,
  /** Grouping and sorting. */
  AGGREGATE,
  /** Calling a Java function. */
  LAMBDA;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
