// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.source;

/** Files that hold the rows of a dataset. Immutable. */
public sealed interface Source permits Parquet, Csv, JsonLines {
  /**
   * A file, a folder (all files of the format in it), or a pattern with {@code *}; relative paths
   * start at the working directory.
   */
  String path();

  /** What messages and plans call the format. */
  String format();
}
