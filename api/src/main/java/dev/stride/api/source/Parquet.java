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
 */
public record Parquet(String path) implements Source {
  /** The Parquet files at {@code path}. */
  public static Parquet at(String path) {
    return new Parquet(path);
  }

  /** The Parquet files at the path that the parameter holds. */
  public static Parquet at(Parameter<String> path) {
    return new Parquet(path.value());
  }

  @Override
  public String format() {
    return "Parquet";
  }
}
