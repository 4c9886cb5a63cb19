// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

/** Which rows a join keeps. */
public enum JoinKind {
  /** Pairs that match. */
  INNER,
  /** Pairs that match, and left rows without a match. */
  LEFT,
  /** Pairs that match, and right rows without a match. */
  RIGHT,
  /** Pairs that match, and rows of either side without a match. */
  FULL,
  /** Left rows with a match, each once. */
  SEMI,
  /** Left rows without a match. */
  ANTI,
  /** All pairs. */
  CROSS;

  /** Whether a pair may lack its left row. */
  public boolean leftMayMiss() {
    return this == RIGHT || this == FULL;
  }

  /** Whether a pair may lack its right row. */
  public boolean rightMayMiss() {
    return this == LEFT || this == FULL;
  }

  /** Whether only left rows come out. */
  public boolean keepsLeftOnly() {
    return this == SEMI || this == ANTI;
  }
}
