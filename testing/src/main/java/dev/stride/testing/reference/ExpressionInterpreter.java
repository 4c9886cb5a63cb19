// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.expression.AggregateCall;
import dev.stride.api.expression.Call;
import dev.stride.api.expression.ElementReference;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.FieldReference;
import dev.stride.api.expression.Literal;
import dev.stride.api.expression.NestedField;
import dev.stride.api.expression.ScalarFunction;
import dev.stride.api.expression.WindowCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates expressions, arguments first; only {@code case} and {@code coalesce} stop early. */
final class ExpressionInterpreter {
  private ExpressionInterpreter() {}

  static @Nullable Object value(Expression<?> expression, RowScope scope) {
    if (scope.isKey(expression)) {
      Object value = value(expression, scope.group().get(0));
      return value == null ? null : ValueOrder.normalized(value);
    }
    if (expression instanceof FieldReference<?> field) {
      return scope.field(field);
    }
    if (expression instanceof Literal<?> literal) {
      return literal.value();
    }
    if (expression instanceof Call<?> call) {
      return call(call, scope);
    }
    return other(expression, scope);
  }

  private static @Nullable Object other(Expression<?> expression, RowScope scope) {
    if (expression instanceof ElementReference) {
      return scope.element();
    }
    if (expression instanceof NestedField<?> nested) {
      Object row = value(nested.record(), scope);
      int index = nested.owner().indexOf(nested.component().name());
      return row == null ? null : nested.owner().access().value((Record) row, index);
    }
    if (expression instanceof AggregateCall<?> aggregate) {
      return Aggregates.value(aggregate, scope.group());
    }
    return scope.table().value((WindowCall<?>) expression, scope.position());
  }

  private static @Nullable Object call(Call<?> call, RowScope scope) {
    List<Expression<?>> arguments = call.arguments();
    if (call.function() == ScalarFunction.CASE) {
      return conditional(arguments, scope);
    }
    if (call.function() == ScalarFunction.COALESCE) {
      return firstPresent(arguments, scope);
    }
    @Nullable Object[] values = new @Nullable Object[arguments.size()];
    for (int index = 0; index < values.length; index++) {
      values[index] = value(arguments.get(index), scope);
    }
    return ScalarFunctions.value(call, values);
  }

  private static @Nullable Object conditional(List<Expression<?>> arguments, RowScope scope) {
    int last = arguments.size() - 1;
    for (int index = 0; index < last; index += 2) {
      if (Boolean.TRUE.equals(value(arguments.get(index), scope))) {
        return value(arguments.get(index + 1), scope);
      }
    }
    return value(arguments.get(last), scope);
  }

  private static @Nullable Object firstPresent(List<Expression<?>> arguments, RowScope scope) {
    for (Expression<?> argument : arguments) {
      Object value = value(argument, scope);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
