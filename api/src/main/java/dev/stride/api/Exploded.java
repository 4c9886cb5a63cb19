// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import dev.stride.api.expression.ElementReference;
import dev.stride.api.expression.Expression;
import dev.stride.api.type.ListType;
import java.util.List;

/**
 * A dataset's rows, each beside one element of its list.
 *
 * @param <R> the record of the rows
 * @param <E> the class of the elements
 */
public final class Exploded<R extends Record, E> {
  private final Dataset<R> rows;
  private final Expression<List<E>> list;
  private final ListType type;

  Exploded(Dataset<R> rows, Expression<List<E>> list, ListType type) {
    this.rows = rows;
    this.list = list;
    this.type = type;
  }

  /** The element, to be used in {@link #select}. */
  public Expression<E> element() {
    return new ElementReference<>(type.element(), type.elementNullable());
  }

  /** One row per element: one expression per component of {@code output}, in order. */
  public <S extends Record> Dataset<S> select(Class<S> output, Expression<?>... values) {
    return rows.exploded(list, output, values);
  }
}
