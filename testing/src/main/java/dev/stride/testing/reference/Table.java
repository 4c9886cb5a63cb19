// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.expression.WindowCall;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that windows look at, and what window functions have already yielded for them. */
final class Table {
  private final List<RowScope> rows = new ArrayList<>();
  private final IdentityHashMap<WindowCall<?>, @Nullable Object[]> windows =
      new IdentityHashMap<>();

  void add(RowScope row) {
    rows.add(row);
  }

  List<RowScope> rows() {
    return rows;
  }

  @Nullable Object value(WindowCall<?> call, int position) {
    @Nullable Object[] values = windows.get(call);
    if (values == null) {
      values = Windows.values(call, rows);
      windows.put(call, values);
    }
    return values[position];
  }
}
