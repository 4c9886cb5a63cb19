// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.function.FieldFunction;
import java.util.Arrays;
import java.util.List;

/**
 * The rows that a window function looks at: a partition, an order within it and a frame around the
 * current row. Immutable. Without a frame, an ordered window reaches from the partition's start to
 * the current row's peers, an unordered one over the whole partition, as in SQL.
 *
 * @param partition expressions whose values the rows of one partition share; empty for all rows
 * @param orderings the order within the partition
 * @param frame the rows around the current one
 */
public record Window(List<Expression<?>> partition, List<Ordering> orderings, Frame frame) {
  public Window {
    partition = List.copyOf(partition);
    orderings = List.copyOf(orderings);
    partition.forEach(key -> Checks.groupKey("partition by", key));
  }

  /** A window over all rows. */
  public static Window ofAll() {
    return new Window(List.of(), List.of(), Frame.DEFAULT);
  }

  /** A window whose partitions are the rows that agree in these fields. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <R extends Record> Window partitionBy(FieldFunction<R, ?>... fields) {
    List<Expression<?>> keys = Arrays.stream(fields).<Expression<?>>map(Functions::field).toList();
    return new Window(keys, List.of(), Frame.DEFAULT);
  }

  /** A window whose partitions are the rows that agree in these expressions. */
  public static Window partitionBy(Expression<?>... keys) {
    return new Window(List.of(keys), List.of(), Frame.DEFAULT);
  }

  /** The same window in that order. */
  public Window orderBy(Ordering... keys) {
    return new Window(partition, List.of(keys), frame);
  }

  /**
   * The same window with a frame of rows.
   *
   * @param start offset of the first row: negative before the current row, 0 the current row, or
   *     {@link Frame#UNBOUNDED_BEFORE}
   * @param end offset of the last row, or {@link Frame#UNBOUNDED_AFTER}
   * @throws IllegalArgumentException if {@code start} is after {@code end}
   */
  public Window rowsBetween(long start, long end) {
    return new Window(partition, orderings, new Frame(Frame.Unit.ROWS, start, end));
  }

  @Override
  public String toString() {
    return "partition by " + partition + " order by " + orderings + " " + frame;
  }
}
