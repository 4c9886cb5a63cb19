// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.source;

/** Files that hold the rows of a dataset. Immutable. */
public sealed interface Source permits Parquet, Csv, JsonLines, Arrow {
  /**
   * A file, a folder (all files of the format in it, not those in its folders), or a pattern with
   * {@code *}, such as {@code data/**}{@code /*.parquet} for the folders in it too; relative paths
   * start at the working directory. A blank path is an error.
   */
  String path();

  /** What messages and plans call the format. */
  String format();
}
