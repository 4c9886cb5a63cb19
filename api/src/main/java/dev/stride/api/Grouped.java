// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import dev.stride.api.expression.Expression;
import java.util.List;

/**
 * A dataset's rows in groups; {@link #aggregate} makes one row of each.
 *
 * @param <R> the record of the rows
 */
public final class Grouped<R extends Record> {
  private final Dataset<R> rows;
  private final List<Expression<?>> keys;

  Grouped(Dataset<R> rows, List<Expression<?>> keys) {
    this.rows = rows;
    this.keys = keys;
  }

  /**
   * One row per group.
   *
   * @param output its record: the keys first, in the order of {@code groupBy}, then the values
   * @param values aggregates, or expressions over aggregates and keys, in the order of the
   *     remaining components
   */
  public <S extends Record> Dataset<S> aggregate(Class<S> output, Expression<?>... values) {
    return rows.aggregate(keys, output, values);
  }
}
