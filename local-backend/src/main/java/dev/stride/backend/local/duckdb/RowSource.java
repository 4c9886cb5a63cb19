// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import java.util.Iterator;

/** Rows that are read once; closing frees what they come from. */
interface RowSource extends Iterator<Record>, AutoCloseable {

  static RowSource of(Iterator<? extends Record> rows) {
    return new RowSource() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Record next() {
        return rows.next();
      }

      @Override
      public void close() {}
    };
  }

  /** Has whoever reads it fail soon; any thread may call it. Does nothing by default. */
  default void cancel() {}

  @Override
  void close();
}
