// SPDX-License-Identifier: Apache-2.0
package dev.stride.arrow;

import java.time.LocalDate;
import java.util.function.IntFunction;

/** Keeps the dates of days: a column has many rows and few days. Confined to one thread. */
final class RecentDates implements IntFunction<Object> {
  /** A power of two: no two days of the same 22 years share a place. */
  private static final int PLACES = 1 << 13;

  private final int[] days = new int[PLACES];
  private final LocalDate[] dates = new LocalDate[PLACES];

  @Override
  public LocalDate apply(int day) {
    int place = day & (PLACES - 1);
    if (dates[place] == null || days[place] != day) {
      days[place] = day;
      dates[place] = LocalDate.ofEpochDay(day);
    }
    return dates[place];
  }
}
