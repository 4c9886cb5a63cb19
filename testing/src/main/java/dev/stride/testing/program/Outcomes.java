// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.expression.AggregateCall;
import dev.stride.api.expression.AggregateFunction;
import dev.stride.api.expression.Call;
import dev.stride.api.expression.ErrorClass;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Expressions;
import dev.stride.api.expression.Level;
import dev.stride.api.expression.Literal;
import dev.stride.api.expression.ScalarFunction;
import dev.stride.api.expression.WindowCall;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ScalarType;
import dev.stride.testing.reference.ReferenceError;
import dev.stride.testing.reference.ReferenceInterpreter;
import dev.stride.testing.reference.RowScope;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is known of expressions before an engine sees them. */
final class Outcomes {
  private static final double MODERATE = 1e6;

  /** What engines agree on of a double's digits. */
  private static final int DIGITS_OF_DOUBLE = 15;

  private Outcomes() {}

  /** Whether it has a value for every row: no error, and no null where none is wanted. */
  static boolean yields(Expression<?> expression, List<RowScope> scopes, boolean nullable) {
    try {
      for (RowScope scope : scopes) {
        if (ReferenceInterpreter.value(expression, scope) == null && !nullable) {
          return false;
        }
      }
      boolean missing = !nullable && scopes.isEmpty() && expression.nullable();
      return !missing && constantsYield(expression);
    } catch (ReferenceError e) {
      return false;
    }
  }

  /** An engine may compute a constant ahead, though no row needs it (trap 42). */
  private static boolean constantsYield(Expression<?> expression) {
    if (isConstant(expression)) {
      ReferenceInterpreter.value(expression, RowScope.ofPair(null, null));
    }
    return Expressions.children(expression).stream().allMatch(Outcomes::constantsYield);
  }

  private static boolean isConstantNull(Expression<?> expression) {
    try {
      return isConstant(expression)
          && ReferenceInterpreter.value(expression, RowScope.ofPair(null, null)) == null;
    } catch (ReferenceError e) {
      return false;
    }
  }

  private static boolean isConstant(Expression<?> expression) {
    return (expression instanceof Literal<?> || expression instanceof Call<?>)
        && Expressions.children(expression).stream().allMatch(Outcomes::isConstant);
  }

  /** Whether no value is so great that the order of additions matters to more than last bits. */
  static boolean isModerate(Expression<?> expression, List<RowScope> scopes) {
    for (RowScope scope : scopes) {
      Object value = ReferenceInterpreter.value(expression, scope);
      if (value instanceof Number number
          && Double.isFinite(number.doubleValue())
          && Math.abs(number.doubleValue()) > MODERATE) {
        return false;
      }
    }
    return true;
  }

  /** Every error that it or a part of it raises for some row; an engine may raise any of them. */
  static Set<ErrorClass> errors(Expression<?> expression, List<RowScope> scopes) {
    Set<ErrorClass> errors = EnumSet.noneOf(ErrorClass.class);
    Expressions.walk(expression, part -> scopes.forEach(scope -> error(part, scope, errors)));
    return errors;
  }

  private static void error(Expression<?> part, RowScope scope, Set<ErrorClass> errors) {
    try {
      Object ignored = ReferenceInterpreter.value(part, scope);
    } catch (ReferenceError e) {
      errors.add(e.errorClass());
    }
  }

  /** Whether it cannot fail whatever the rows, so that it may stand where engines move it. */
  static boolean isTotal(Expression<?> expression) {
    boolean total =
        !(expression instanceof Call<?> call) || call.function().errors().isEmpty() || widens(call);
    return total && Expressions.children(expression).stream().allMatch(Outcomes::isTotal);
  }

  private static boolean widens(Call<?> call) {
    DataType to = call.type();
    DataType from = call.arguments().get(0).type();
    if (to.isFloating()) {
      boolean arithmetic =
          call.function() == ScalarFunction.ADD
              || call.function() == ScalarFunction.SUBTRACT
              || call.function() == ScalarFunction.MULTIPLY
              || call.function() == ScalarFunction.NEGATE
              || call.function() == ScalarFunction.ABS;
      return arithmetic
          || (call.function() == ScalarFunction.CAST
              && to == ScalarType.DOUBLE
              && from != ScalarType.STRING);
    }
    if (call.function() != ScalarFunction.CAST) {
      return false;
    }
    return from.equals(to)
        || from instanceof EnumType
        || to == ScalarType.STRING
        || (from == ScalarType.INT && to == ScalarType.LONG)
        || (to instanceof DecimalType decimal
            && from.isInteger()
            && decimal.holds(DecimalType.holding(from)))
        || (to instanceof DecimalType wide
            && from instanceof DecimalType narrow
            && wide.holds(narrow));
  }

  /** Whether last bits of its value depend on the engine. */
  static boolean isRounded(Expression<?> expression) {
    boolean rounded =
        (expression instanceof Call<?> call && isRounded(call))
            || (expression instanceof AggregateCall<?> aggregate && isRounded(aggregate))
            || (expression instanceof WindowCall<?> window
                && window.function() instanceof WindowCall.Aggregated aggregated
                && isRounded(aggregated.call()));
    return rounded || Expressions.children(expression).stream().anyMatch(Outcomes::isRounded);
  }

  /** Java before 19 writes some doubles with a digit too many; engines that run on it cast that. */
  private static boolean isRounded(Call<?> call) {
    return call.function().level() == Level.TOLERANCE
        || (call.type() instanceof DecimalType decimal
            && decimal.precision() > DIGITS_OF_DOUBLE
            && (call.function() == ScalarFunction.CAST
                || call.function() == ScalarFunction.TRY_CAST)
            && call.arguments().get(0).type().isFloating());
  }

  private static boolean isRounded(AggregateCall<?> call) {
    return call.function().level() == Level.TOLERANCE
        || (call.function() == AggregateFunction.SUM
            && call.arguments().get(0).type().isFloating());
  }

  /** Whether an engine may skip a failing part of it, as beside a constant null. */
  static boolean mayStopEarly(Expression<?> expression) {
    boolean stops =
        expression instanceof Call<?> call
            && switch (call.function()) {
              case AND, OR, CASE, COALESCE, IS_NULL, IS_NOT_NULL, IN, LEAST, GREATEST -> true;
              // Decimals of 38 digits: DuckDB's check whether they fit swallows a constant's error.
              case TRY_ADD, TRY_SUBTRACT, TRY_MULTIPLY -> true;
              default -> false;
            };
    return stops
        || isConstantNull(expression)
        || Expressions.children(expression).stream().anyMatch(Outcomes::mayStopEarly);
  }
}
