// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Walks and adapts expression trees; for backends and for the operations of the algebra. */
public final class Expressions {
  private Expressions() {}

  /** The expressions directly below {@code expression}, in order. */
  public static List<Expression<?>> children(Expression<?> expression) {
    if (expression instanceof Call<?> call) {
      return call.arguments();
    }
    if (expression instanceof NestedField<?> nested) {
      return List.of(nested.record());
    }
    if (expression instanceof AggregateCall<?> aggregate) {
      List<Expression<?>> children = new ArrayList<>(aggregate.arguments());
      aggregate.orderings().forEach(ordering -> children.add(ordering.key()));
      return children;
    }
    if (expression instanceof WindowCall<?> window) {
      return windowChildren(window);
    }
    return List.of();
  }

  private static List<Expression<?>> windowChildren(WindowCall<?> call) {
    List<Expression<?>> children = new ArrayList<>();
    if (call.function() instanceof WindowCall.Ranking ranking) {
      children.addAll(ranking.arguments());
    } else if (call.function() instanceof WindowCall.Aggregated aggregated) {
      children.addAll(aggregated.call().arguments());
    }
    children.addAll(call.window().partition());
    call.window().orderings().forEach(ordering -> children.add(ordering.key()));
    return children;
  }

  /** Shows every node of the tree to {@code visitor}, parents first. */
  public static void walk(Expression<?> expression, Consumer<Expression<?>> visitor) {
    visitor.accept(expression);
    children(expression).forEach(child -> walk(child, visitor));
  }

  /** Whether the tree has a node of that kind outside of window functions' own aggregates. */
  public static boolean contains(Expression<?> expression, Class<?> kind) {
    return kind.isInstance(expression)
        || children(expression).stream().anyMatch(child -> contains(child, kind));
  }

  /**
   * The expression as a value of type {@code wanted}, with a widening cast where one is needed.
   *
   * @throws IllegalArgumentException if its values do not all fit without loss
   */
  public static Expression<?> widenTo(DataType wanted, Expression<?> expression, String use) {
    if (expression.type().equals(wanted)) {
      return expression;
    }
    if (!widens(expression.type(), wanted) && !fitsAsLiteral(expression, wanted)) {
      throw Checks.misfit(
          use, expression, wanted + "; narrowing is explicit, for example asDecimal or asInt");
    }
    return new Call<>(ScalarFunction.CAST, List.of(expression), wanted);
  }

  /** Whether evaluating it may raise an error for some row. */
  public static boolean mayFail(Expression<?> expression) {
    boolean fails =
        expression instanceof Call<?> call
            && !call.function().errors().isEmpty()
            && !isWideningCast(call);
    return fails || children(expression).stream().anyMatch(Expressions::mayFail);
  }

  private static boolean isWideningCast(Call<?> call) {
    return call.function() == ScalarFunction.CAST
        && widens(call.arguments().get(0).type(), call.type());
  }

  private static boolean fitsAsLiteral(Expression<?> expression, DataType wanted) {
    return expression instanceof Literal<?> literal
        && (literal.value() == null
            || (wanted instanceof DecimalType decimal
                && literal.value() instanceof Number number
                && expression.type().isInteger()
                && decimal.holds(
                    DecimalType.of(java.math.BigDecimal.valueOf(number.longValue())))));
  }

  private static boolean widens(DataType from, DataType to) {
    if (from == ScalarType.INT && to == ScalarType.LONG) {
      return true;
    }
    if (from instanceof EnumType && to == ScalarType.STRING) {
      return true;
    }
    if (!(to instanceof DecimalType wide)) {
      return false;
    }
    return from instanceof DecimalType narrow
        ? wide.holds(narrow)
        : from.isInteger() && wide.holds(DecimalType.holding(from));
  }
}
