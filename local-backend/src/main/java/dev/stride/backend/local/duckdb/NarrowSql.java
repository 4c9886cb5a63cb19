// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.expression.AggregateCall;
import dev.stride.api.expression.Call;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Expressions;
import dev.stride.api.expression.FieldReference;
import dev.stride.api.expression.WindowCall;
import dev.stride.api.type.DecimalType;
import java.util.Optional;

/**
 * Decimal arithmetic in 18 digits, which DuckDB does several times faster than in more. What does
 * not fit fails, so this form stands inside {@code try}, beside the exact one.
 */
final class NarrowSql {
  /** The digits of a 64-bit integer. */
  static final int DIGITS = 18;

  private final ExpressionSql expressions;

  NarrowSql(ExpressionSql expressions) {
    this.expressions = expressions;
  }

  static boolean isNarrow(DecimalType type) {
    return type.precision() <= DIGITS;
  }

  /** The value in 18 digits, or null where it does not fit; empty if it has no such form. */
  Optional<String> of(Expression<?> value) {
    return unguarded(value).filter(NarrowSql::hasNoGuard).map(sql -> "try(" + sql + ")");
  }

  /** The same, but an error where it does not fit. */
  Optional<String> unguarded(Expression<?> value) {
    return value.type() instanceof DecimalType type && !isNarrow(type) && !isAggregated(value)
        ? narrow(value)
        : Optional.empty();
  }

  /** DuckDB has no {@code try} around {@code error}, which the guards call. */
  private static boolean hasNoGuard(String sql) {
    return !sql.contains("error(") && !sql.contains("stride_");
  }

  /** DuckDB has no {@code try} around aggregates. */
  private static boolean isAggregated(Expression<?> value) {
    return Expressions.contains(value, AggregateCall.class)
        || Expressions.contains(value, WindowCall.class);
  }

  private Optional<String> narrow(Expression<?> value) {
    DecimalType type = (DecimalType) value.type();
    if (isNarrow(type)) {
      return Optional.of(expressions.of(value));
    }
    if (value instanceof FieldReference<?> field) {
      return expressions.column(field).narrow();
    }
    if (!(value instanceof Call<?> call) || type.scale() > DIGITS) {
      return Optional.empty();
    }
    return switch (call.function()) {
      case MULTIPLY -> infix(call, narrow(argument(call, 0)), narrow(argument(call, 1)));
      case ADD, SUBTRACT -> infix(call, scaled(call, 0, type), scaled(call, 1, type));
      case CAST -> isWidening(call, type) ? scaled(call, 0, type) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Expression<?> argument(Call<?> call, int index) {
    return call.arguments().get(index);
  }

  private static boolean isWidening(Call<?> call, DecimalType type) {
    return argument(call, 0).type() instanceof DecimalType from && from.scale() <= type.scale();
  }

  private Optional<String> scaled(Call<?> call, int index, DecimalType type) {
    return narrow(argument(call, index))
        .map(sql -> "CAST(" + sql + " AS " + new DecimalType(DIGITS, type.scale()) + ")");
  }

  private static Optional<String> infix(
      Call<?> call, Optional<String> left, Optional<String> right) {
    String operator = FunctionSql.operator(call.function());
    return left.flatMap(x -> right.map(y -> "(" + x + operator + y + ")"));
  }
}
