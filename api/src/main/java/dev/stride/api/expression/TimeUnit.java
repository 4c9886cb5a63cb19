// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

/** The units that dates and times are cut to. */
public enum TimeUnit {
  YEAR,
  QUARTER,
  MONTH,
  WEEK,
  DAY,
  HOUR,
  MINUTE,
  SECOND;

  boolean isBelowDay() {
    return compareTo(DAY) > 0;
  }
}
