// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.type.RecordType;

/** What random programs do with rows in Java. */
final class OpaqueFunctions {
  private OpaqueFunctions() {}

  /** A choice of rows that depends on their first value only; the class travels, its type not. */
  static boolean isOdd(Class<? extends Record> type, Record row) {
    return String.valueOf(RecordType.of(type).access().value(row, 0)).length() % 2 == 1;
  }
}
