// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

/** The functions that exist only over a window. Aggregates get there by {@code over}. */
public enum WindowFunction {
  ROW_NUMBER("rowNumber()", "position of the row in the window's order, from 1", false),
  RANK("rank()", "1 + the number of rows before the row's peers, with gaps", false),
  DENSE_RANK("denseRank()", "1 + the number of different peers before, without gaps", false),
  PERCENT_RANK("percentRank()", "(rank - 1) / (rows - 1) as DOUBLE, 0 for a single row", false),
  CUME_DIST("cumeDist()", "share of rows up to and with the row's peers, as DOUBLE", false),
  NTILE("ntile(n)", "number of the row's bucket among n of nearly equal size, from 1", false),
  LAG("lag(x, n)", "x of the row n before; null where there is none", true),
  LEAD("lead(x, n)", "x of the row n after; null where there is none", true),
  FIRST_VALUE("firstValue(x)", "x of the frame's first row, null if that is null", true),
  LAST_VALUE("lastValue(x)", "x of the frame's last row, null if that is null", true);

  private final String signature;
  private final String meaning;
  private final boolean yieldsArgument;

  WindowFunction(String signature, String meaning, boolean yieldsArgument) {
    this.signature = signature;
    this.meaning = meaning;
    this.yieldsArgument = yieldsArgument;
  }

  /** How a user writes it. */
  public String signature() {
    return signature;
  }

  /** What it yields, in a sentence. */
  public String meaning() {
    return meaning;
  }

  /** Whether the frame decides the result; ranking, lag and lead look at the whole partition. */
  public boolean readsFrame() {
    return this == FIRST_VALUE || this == LAST_VALUE;
  }

  boolean yieldsArgument() {
    return yieldsArgument;
  }
}
