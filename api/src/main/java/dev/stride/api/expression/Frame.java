// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

/**
 * The rows around the current one that a window function looks at.
 *
 * @param unit how the ends are counted
 * @param start offset of the first row, negative before the current one
 * @param end offset of the last row
 */
public record Frame(Unit unit, long start, long end) {
  /** From the first row of the partition. */
  public static final long UNBOUNDED_BEFORE = Long.MIN_VALUE;

  /** To the last row of the partition. */
  public static final long UNBOUNDED_AFTER = Long.MAX_VALUE;

  /** What SQL takes without a frame: up to the current row's peers if ordered, else all rows. */
  public static final Frame DEFAULT = new Frame(Unit.DEFAULT, UNBOUNDED_BEFORE, 0);

  /** How the ends of a frame are counted. */
  public enum Unit {
    /** No frame was given. */
    DEFAULT,
    /** By rows. */
    ROWS
  }

  public Frame {
    if (start > end || start == UNBOUNDED_AFTER || end == UNBOUNDED_BEFORE) {
      throw new IllegalArgumentException(
          "Invalid frame: " + start + " to " + end + " (must not start after its end)");
    }
  }

  @Override
  public String toString() {
    if (unit == Unit.DEFAULT) {
      return "default frame";
    }
    String from = start == UNBOUNDED_BEFORE ? "unbounded" : Long.toString(start);
    String to = end == UNBOUNDED_AFTER ? "unbounded" : Long.toString(end);
    return "rows " + from + " to " + to;
  }
}
