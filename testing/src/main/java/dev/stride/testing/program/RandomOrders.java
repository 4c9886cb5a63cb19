// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Ordering;
import dev.stride.api.expression.Side;
import dev.stride.api.relation.Sort;
import dev.stride.testing.reference.ReferenceInterpreter;
import dev.stride.testing.reference.RowScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Random sort orders. */
final class RandomOrders {
  private final Randomness random;

  RandomOrders(Randomness random) {
    this.random = random;
  }

  /** One or two keys; rows may be equal in them. */
  List<Ordering> any(Stage stage) {
    List<Expression<?>> fields = ordered(stage);
    List<Ordering> order = new ArrayList<>();
    if (fields.isEmpty()) {
      return order;
    }
    for (int count = 1 + random.below(2); count > 0; count--) {
      order.add(ordering(random.of(fields)));
    }
    return order;
  }

  /** As many keys as it takes to tell all rows apart that differ in anything. */
  Optional<List<Ordering>> total(Stage stage) {
    List<Ordering> order = any(stage);
    List<Expression<?>> rest = new ArrayList<>(ordered(stage));
    while (!order.isEmpty() && hasTies(stage, order)) {
      if (rest.isEmpty()) {
        return Optional.empty();
      }
      order.add(ordering(rest.remove(0)));
    }
    return order.isEmpty() ? Optional.empty() : Optional.of(order);
  }

  /**
   * An order that tells all rows apart; empty if there are equal rows, to which two window
   * functions may give their values in different orders.
   */
  Optional<List<Ordering>> strict(Stage stage) {
    long different =
        stage.rows().stream().map(row -> RowKeys.of(stage.type(), row)).distinct().count();
    return different < stage.rows().size() ? Optional.empty() : total(stage);
  }

  private static List<Expression<?>> ordered(Stage stage) {
    return stage.fields(Side.INPUT).stream().filter(field -> field.type().isOrdered()).toList();
  }

  private Ordering ordering(Expression<?> key) {
    Ordering ordering = random.oneIn(2) ? key.asc() : key.desc();
    return random.oneIn(2)
        ? ordering
        : random.oneIn(2) ? ordering.nullsFirst() : ordering.nullsLast();
  }

  private static boolean hasTies(Stage stage, List<Ordering> order) {
    List<Record> sorted = new ReferenceInterpreter().rows(new Sort(stage.known(), order));
    for (int index = 1; index < sorted.size(); index++) {
      if (compare(order, sorted.get(index - 1), sorted.get(index)) == 0
          && !RowKeys.of(stage.type(), sorted.get(index - 1))
              .equals(RowKeys.of(stage.type(), sorted.get(index)))) {
        return true;
      }
    }
    return false;
  }

  static int compare(List<Ordering> order, Record a, Record b) {
    return ReferenceInterpreter.order(order).compare(RowScope.of(a), RowScope.of(b));
  }
}
