// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.expression.Expression;
import dev.stride.api.expression.FieldReference;
import dev.stride.api.expression.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an expression can see: a row, a pair of rows, a row among others, or a group of rows. */
public final class RowScope {
  private final @Nullable Record left;
  private final @Nullable Record right;
  private final @Nullable Object element;
  private final List<RowScope> group;
  private final List<Expression<?>> keys;
  private final @Nullable Table table;
  private final int position;

  private RowScope(
      @Nullable Record left,
      @Nullable Record right,
      @Nullable Object element,
      List<RowScope> group,
      List<Expression<?>> keys,
      @Nullable Table table,
      int position) {
    this.left = left;
    this.right = right;
    this.element = element;
    this.group = group;
    this.keys = keys;
    this.table = table;
    this.position = position;
  }

  /** A row on its own. */
  public static RowScope of(Record row) {
    return ofPair(row, null);
  }

  /** A pair of a join, of which one may be missing. */
  public static RowScope ofPair(@Nullable Record left, @Nullable Record right) {
    return new RowScope(left, right, null, List.of(), List.of(), null, 0);
  }

  /** A row and the element beside it. */
  public static RowScope ofElement(Record row, @Nullable Object element) {
    return new RowScope(row, null, element, List.of(), List.of(), null, 0);
  }

  /** The rows of a table, each seeing the others through windows. */
  public static List<RowScope> ofTable(List<Record> rows) {
    Table table = new Table();
    for (int index = 0; index < rows.size(); index++) {
      table.add(new RowScope(rows.get(index), null, null, List.of(), List.of(), table, index));
    }
    return table.rows();
  }

  /** The rows of a group, which agree in {@code keys}. */
  public static RowScope ofGroup(List<RowScope> rows, List<Expression<?>> keys) {
    return new RowScope(null, null, null, new ArrayList<>(rows), keys, null, 0);
  }

  @Nullable Object field(FieldReference<?> field) {
    Record row = field.side() == Side.RIGHT ? right : left;
    return row == null
        ? null
        : field.owner().access().value(row, field.owner().indexOf(field.component().name()));
  }

  /** The row itself, of a pair the left one. */
  Record row() {
    if (left == null) {
      throw new IllegalStateException("there is no row on the left");
    }
    return left;
  }

  @Nullable Object element() {
    return element;
  }

  List<RowScope> group() {
    return group;
  }

  boolean isKey(Expression<?> expression) {
    return keys.contains(expression);
  }

  Table table() {
    if (table == null) {
      throw new IllegalStateException("a window needs a table");
    }
    return table;
  }

  int position() {
    return position;
  }
}
