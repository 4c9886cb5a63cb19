// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing;

/**
 * What an engine does beside the algebra's constructs: all of it, unless a {@link Refusal} says.
 */
public enum Capability {
  /** {@link dev.stride.api.source.Parquet}. */
  PARQUET("Parquet files", "`Parquet.at(path)`, `inOrder`"),
  /** {@link dev.stride.api.source.Csv}. */
  CSV("CSV files", "`Csv.at(path)`"),
  /** {@link dev.stride.api.source.JsonLines}. */
  JSON_LINES("files of JSON lines", "`JsonLines.at(path)`"),
  /** Rows through Java code. */
  JAVA_FUNCTIONS("functions in Java", "`map`, `flatMap`, `filter`, `mapPartitions`"),
  /** {@link dev.stride.api.relation.Native}. */
  NATIVE_STEPS("native steps", "a step in Spark's own types, amid steps of the algebra"),
  /** A {@link dev.stride.api.relation.Limit} of more rows than an {@code int} counts. */
  LONG_LIMITS("long limits", "a limit or an offset of 2^31 rows or more");

  private final String label;
  private final String meaning;

  Capability(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  /** What pages call it. */
  public String label() {
    return label;
  }

  /** What it stands for, in Markdown. */
  public String meaning() {
    return meaning;
  }
}
