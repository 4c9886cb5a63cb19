// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.expression.AggregateCall;
import dev.stride.api.expression.ElementReference;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Expressions;
import dev.stride.api.expression.FieldReference;
import dev.stride.api.expression.Side;
import dev.stride.api.expression.WindowCall;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.RecordType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that an operation's expressions may use, and what else they may hold. */
final class Scope {
  private final String use;
  private final Map<Side, RecordType> sides;
  private final @Nullable DataType element;

  private Scope(String use, Map<Side, RecordType> sides, @Nullable DataType element) {
    this.use = use;
    this.sides = sides;
    this.element = element;
  }

  static Scope of(String use, Side side, RecordType record) {
    Map<Side, RecordType> sides = new EnumMap<>(Side.class);
    sides.put(side, record);
    return new Scope(use, sides, null);
  }

  static Scope ofJoin(String use, RecordType left, RecordType right) {
    Map<Side, RecordType> sides = new EnumMap<>(Side.class);
    sides.put(Side.LEFT, left);
    sides.put(Side.RIGHT, right);
    return new Scope(use, sides, null);
  }

  Scope withElement(DataType type) {
    return new Scope(use, sides, type);
  }

  void condition(Expression<?> expression) {
    rowLevel(expression);
    if (!expression.isCondition()) {
      throw refused(expression, "it is " + expression.type() + " (must be BOOL)");
    }
  }

  void key(Expression<?> expression) {
    rowLevel(expression);
    if (!expression.type().isOrdered()) {
      throw refused(expression, "it is " + expression.type() + " (group by its parts)");
    }
  }

  void rowLevel(Expression<?> expression) {
    windowed(expression);
    if (Expressions.contains(expression, WindowCall.class)) {
      throw refused(expression, "it is a window function (select it first)");
    }
  }

  void windowed(Expression<?> expression) {
    fields(expression);
    if (hasAggregate(expression)) {
      throw refused(expression, "it aggregates (use aggregate, or over a window)");
    }
  }

  /** An aggregate's own aggregation inside a window is part of the window, not an aggregate. */
  private static boolean hasAggregate(Expression<?> expression) {
    return expression instanceof AggregateCall
        || Expressions.children(expression).stream().anyMatch(Scope::hasAggregate);
  }

  void aggregated(Expression<?> expression, List<Expression<?>> keys) {
    fields(expression);
    if (Expressions.contains(expression, WindowCall.class)) {
      throw refused(expression, "it is a window function (select it before or after)");
    }
    underAggregates(expression, keys);
  }

  private void underAggregates(Expression<?> expression, List<Expression<?>> keys) {
    if (expression instanceof AggregateCall || keys.contains(expression)) {
      return;
    }
    if (expression instanceof FieldReference) {
      throw refused(expression, "it is neither a key nor aggregated (add it to groupBy)");
    }
    Expressions.children(expression).forEach(child -> underAggregates(child, keys));
  }

  private void fields(Expression<?> expression) {
    Expressions.walk(expression, this::field);
  }

  private void field(Expression<?> node) {
    if (node instanceof ElementReference && element == null) {
      throw refused(node, "there is no element (only explode has one)");
    }
    if (!(node instanceof FieldReference<?> field)) {
      return;
    }
    RecordType record = sides.get(field.side());
    if (record == null) {
      throw refused(field, wrongSide(field.side()));
    }
    if (!record.equals(field.owner())) {
      throw refused(field, "the rows are " + record + " (use one of " + names(record) + ")");
    }
  }

  private static String wrongSide(Side side) {
    return side == Side.INPUT
        ? "a join has two sides (write left(…) or right(…))"
        : "there is one input (write field(…))";
  }

  private static List<String> names(RecordType record) {
    return record.components().stream().map(Component::name).toList();
  }

  JoinKey joinKey(JoinKey key) {
    RecordType left = sides.get(Side.LEFT);
    RecordType right = sides.get(Side.RIGHT);
    if (left == null || right == null) {
      throw new IllegalStateException("a join key needs two sides");
    }
    of(use, Side.INPUT, left).key(key.left());
    of(use, Side.INPUT, right).key(key.right());
    DataType a = key.left().type();
    DataType b = key.right().type();
    if (a.equals(b)) {
      return key;
    }
    Expression<?> equal = key.left().eq(key.right());
    List<Expression<?>> operands = Expressions.children(equal);
    return new JoinKey(operands.get(0), operands.get(1));
  }

  static void comparable(String use, RecordType record) {
    for (Component component : record.components()) {
      if (!component.type().isOrdered()) {
        throw new IllegalArgumentException(
            "Cannot use "
                + use
                + " on "
                + record
                + ": "
                + component.name()
                + " is "
                + component.type()
                + " (select into a record without it)");
      }
    }
  }

  private IllegalArgumentException refused(Expression<?> expression, String reason) {
    return new IllegalArgumentException("Cannot use " + expression + " in " + use + ": " + reason);
  }
}
