// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.source;

import dev.stride.api.Parameter;

/**
 * Parquet files. A record's components are matched to columns by name; further columns are not
 * read. A column that is absent, of another type, or null where the record says never null, or that
 * holds a text which is no constant of its enum, or a date or time outside the years 1 to 9999, is
 * an error that names it. Dates and times in lists and records are not looked at.
 *
 * @param path a file, a folder or a pattern
 * @param order whether the rows' order says something
 */
public record Parquet(String path, Order order) implements Source {
  /** The order in which rows are read. */
  public enum Order {
    /** Any. */
    ANY,
    /**
     * File by file, in the order of their names, and each from its start. A limit directly behind
     * it, a reading step and a result keep it, as they keep that of {@code orderBy}.
     */
    AS_WRITTEN
  }

  /** The Parquet files at {@code path}, in any order. */
  public static Parquet at(String path) {
    return new Parquet(path, Order.ANY);
  }

  /** The Parquet files at the path that the parameter holds, in any order. */
  public static Parquet at(Parameter<String> path) {
    return at(path.value());
  }

  /** The same files, whose rows are to be read in their order. */
  public Parquet inOrder() {
    return new Parquet(path, Order.AS_WRITTEN);
  }

  @Override
  public String format() {
    return "Parquet";
  }
}
