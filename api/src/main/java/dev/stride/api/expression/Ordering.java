// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

/**
 * One key of a sort order. Immutable.
 *
 * @param key what to sort by; a list or record cannot be sorted by
 * @param direction ascending or descending
 * @param nulls where nulls stand; by default first when ascending, last when descending
 */
public record Ordering(Expression<?> key, Direction direction, Nulls nulls) {
  /** The direction of a sort. */
  public enum Direction {
    ASCENDING,
    DESCENDING
  }

  /** Where nulls stand in a sorted dataset. */
  public enum Nulls {
    FIRST,
    LAST
  }

  public Ordering {
    Checks.ordered("sort by", key);
  }

  /** The same order with nulls before every other value. */
  public Ordering nullsFirst() {
    return new Ordering(key, direction, Nulls.FIRST);
  }

  /** The same order with nulls after every other value. */
  public Ordering nullsLast() {
    return new Ordering(key, direction, Nulls.LAST);
  }

  @Override
  public String toString() {
    return key
        + (direction == Direction.ASCENDING ? " asc" : " desc")
        + (nulls == Nulls.FIRST ? " nulls first" : " nulls last");
  }
}
