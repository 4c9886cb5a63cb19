// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The type rules that the function table is written with. */
final class TypeRules {
  private TypeRules() {}

  private record Rule(Widening widening, Function<List<Expression<?>>, DataType> resultOf)
      implements TypeRule {
    @Override
    public List<Expression<?>> widen(String use, List<Expression<?>> arguments) {
      return widening.apply(use, arguments);
    }

    @Override
    public DataType result(List<Expression<?>> arguments) {
      return resultOf.apply(arguments);
    }
  }

  /** Checks and widens arguments. */
  interface Widening {
    List<Expression<?>> apply(String use, List<Expression<?>> arguments);
  }

  static TypeRule rule(Widening widening, Function<List<Expression<?>>, DataType> result) {
    return new Rule(widening, result);
  }

  /** Arguments of exactly these types, INT widening to LONG; one result type. */
  static TypeRule exactly(DataType result, DataType... wanted) {
    return rule(
        (use, arguments) -> {
          List<Expression<?>> widened = new ArrayList<>();
          for (int index = 0; index < arguments.size(); index++) {
            DataType type = wanted[Math.min(index, wanted.length - 1)];
            widened.add(Expressions.widenTo(type, arguments.get(index), use));
          }
          return widened;
        },
        arguments -> result);
  }

  /** One argument that satisfies the check; the result's type follows from it. */
  static TypeRule unary(Widening check, UnaryOperator<DataType> result) {
    return rule(check, arguments -> result.apply(arguments.get(0).type()));
  }

  /** Both operands widen to one numeric type, decimals keep theirs; a rule says what comes out. */
  static TypeRule arithmetic(BinaryOperator<DecimalType> decimals) {
    return rule(
        TypeRules::numericOperands,
        arguments -> {
          DataType left = arguments.get(0).type();
          return left instanceof DecimalType a && arguments.get(1).type() instanceof DecimalType b
              ? decimals.apply(a, b)
              : left;
        });
  }

  private static List<Expression<?>> numericOperands(String use, List<Expression<?>> arguments) {
    Expression<?> left = arguments.get(0);
    Expression<?> right = arguments.get(1);
    Checks.numeric(use, left);
    Checks.numeric(use, right);
    if (left.type() instanceof DecimalType && right.type() instanceof DecimalType) {
      return arguments;
    }
    if (left.type() instanceof DecimalType && right.type().isInteger()) {
      return List.of(left, asDecimal(right));
    }
    if (right.type() instanceof DecimalType && left.type().isInteger()) {
      return List.of(asDecimal(left), right);
    }
    DataType common = Checks.common(use, left, right);
    return List.of(widen(common, left), widen(common, right));
  }

  private static Expression<?> asDecimal(Expression<?> integer) {
    DecimalType type =
        integer instanceof Literal<?> literal && literal.value() instanceof Number number
            ? DecimalType.of(java.math.BigDecimal.valueOf(number.longValue()))
            : DecimalType.holding(integer.type());
    return widen(type, integer);
  }

  static Expression<?> widen(DataType type, Expression<?> expression) {
    return expression.type().equals(type)
        ? expression
        : new Call<>(ScalarFunction.CAST, List.of(expression), type);
  }

  /** All arguments widen to their common type, which has an order. */
  static TypeRule comparison(DataType result) {
    return rule(TypeRules::comparable, arguments -> result);
  }

  static List<Expression<?>> comparable(String use, List<Expression<?>> arguments) {
    arguments.forEach(argument -> Checks.ordered(use, argument));
    return unified(use, arguments);
  }

  static List<Expression<?>> unified(String use, List<Expression<?>> arguments) {
    Expression<?> widest = widest(use, arguments);
    return arguments.stream()
        .<Expression<?>>map(argument -> Expressions.widenTo(widest.type(), argument, use))
        .toList();
  }

  private static Expression<?> widest(String use, List<Expression<?>> arguments) {
    Expression<?> widest = arguments.get(0);
    for (Expression<?> argument : arguments) {
      if (!(argument instanceof Literal<?> literal && literal.value() == null)) {
        DataType common =
            widest instanceof Literal<?> untyped && untyped.value() == null
                ? argument.type()
                : Checks.common(use, widest, argument);
        widest = common.equals(widest.type()) ? widest : widen(common, argument);
      }
    }
    return widest;
  }

  /** All arguments and the result have one type. */
  static TypeRule common() {
    return rule(TypeRules::unified, arguments -> arguments.get(0).type());
  }

  /** As {@link #common()}, for values with an order. */
  static TypeRule commonOrdered() {
    return rule(TypeRules::comparable, arguments -> arguments.get(0).type());
  }

  /** Condition, value, condition, value, …, value: conditions BOOL, values of one type. */
  static TypeRule branches() {
    return rule(
        (use, arguments) -> {
          List<Expression<?>> values = new ArrayList<>();
          for (int index = 0; index < arguments.size(); index++) {
            if (isBranchValue(index, arguments.size())) {
              values.add(arguments.get(index));
            } else {
              Checks.ofType(use, arguments.get(index), ScalarType.BOOL);
            }
          }
          List<Expression<?>> unified = new ArrayList<>(unified(use, values));
          List<Expression<?>> result = new ArrayList<>();
          for (int index = 0; index < arguments.size(); index++) {
            result.add(
                isBranchValue(index, arguments.size()) ? unified.remove(0) : arguments.get(index));
          }
          return result;
        },
        arguments -> arguments.get(arguments.size() - 1).type());
  }

  /** Whether the argument at {@code index} of a conditional is a value and not a condition. */
  static boolean isBranchValue(int index, int size) {
    return index % 2 == 1 || index == size - 1;
  }

  static Widening numeric() {
    return (use, arguments) -> {
      Checks.numeric(use, arguments.get(0));
      return arguments;
    };
  }

  static Widening floating() {
    return (use, arguments) -> {
      if (!arguments.get(0).type().isFloating()) {
        throw Checks.misfit(use, arguments.get(0), "FLOAT or DOUBLE");
      }
      return arguments;
    };
  }

  static Widening any() {
    return (use, arguments) -> arguments;
  }

  static Widening temporal() {
    return (use, arguments) -> {
      if (!(arguments.get(0).type() instanceof ScalarType scalar && scalar.isTemporal())) {
        throw Checks.misfit(use, arguments.get(0), "DATE, LOCAL_TIMESTAMP or INSTANT");
      }
      return arguments;
    };
  }

  static Widening timestamp() {
    return (use, arguments) -> {
      DataType type = arguments.get(0).type();
      if (type != ScalarType.LOCAL_TIMESTAMP && type != ScalarType.INSTANT) {
        throw Checks.misfit(use, arguments.get(0), "LOCAL_TIMESTAMP or INSTANT");
      }
      return arguments;
    };
  }

  static Widening list() {
    return (use, arguments) -> {
      if (!(arguments.get(0).type() instanceof ListType)) {
        throw Checks.misfit(use, arguments.get(0), "a list");
      }
      return arguments;
    };
  }

  static Widening listAndElement() {
    return (use, arguments) -> {
      List<Expression<?>> checked = list().apply(use, arguments);
      ListType type = (ListType) checked.get(0).type();
      Expression<?> element = Expressions.widenTo(type.element(), checked.get(1), use);
      Checks.ordered(use, element);
      return List.of(checked.get(0), element);
    };
  }

  static DataType elementType(List<Expression<?>> arguments) {
    return ((ListType) arguments.get(0).type()).element();
  }

  static DecimalType sum(DecimalType a, DecimalType b) {
    int scale = Math.max(a.scale(), b.scale());
    int integerDigits = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
    return exact("the sum", integerDigits + scale + 1, scale);
  }

  static DecimalType product(DecimalType a, DecimalType b) {
    return exact("the product", a.precision() + b.precision() + 1, a.scale() + b.scale());
  }

  /**
   * Integer digits may be cut, since an overflow is an error; scale never, since that is silent.
   */
  private static DecimalType exact(String result, int precision, int scale) {
    DecimalType type = DecimalType.bounded(precision, scale);
    if (type.scale() < scale) {
      throw new IllegalArgumentException(
          "Cannot hold "
              + result
              + ": it needs "
              + precision
              + " digits, "
              + scale
              + " of them after the point (cast an operand with asDecimal to a lower scale)");
    }
    return type;
  }

  static int literalInt(Expression<?> expression) {
    return (Integer) Literal.constant(expression);
  }

  static DataType quotient(List<Expression<?>> arguments) {
    DecimalType a = (DecimalType) arguments.get(0).type();
    DecimalType b = (DecimalType) arguments.get(1).type();
    int scale = literalInt(arguments.get(2));
    int integerDigits = a.precision() - a.scale() + b.scale();
    int shift = Math.max(0, scale - a.scale() + b.scale());
    if (a.precision() + shift > 37 || b.precision() > 37 || integerDigits + scale > 38) {
      throw new IllegalArgumentException(
          "Cannot divide "
              + a
              + " by "
              + b
              + " with "
              + scale
              + " digits: it needs more than 38 digits (cast an operand with asDecimal)");
    }
    return new DecimalType(Math.max(1, integerDigits + scale), scale);
  }

  static Widening decimals() {
    return (use, arguments) -> {
      List<Expression<?>> widened = new ArrayList<>();
      for (Expression<?> argument : arguments) {
        boolean operand = widened.size() < 2;
        widened.add(operand && argument.type().isInteger() ? asDecimal(argument) : argument);
        if (operand && !(widened.get(widened.size() - 1).type() instanceof DecimalType)) {
          throw Checks.misfit(use, argument, "a DECIMAL or an integer");
        }
      }
      return widened;
    };
  }

  static DataType rounded(List<Expression<?>> arguments) {
    DecimalType type = (DecimalType) arguments.get(0).type();
    int scale = arguments.size() > 1 ? literalInt(arguments.get(1)) : 0;
    if (scale >= type.scale()) {
      return type;
    }
    return new DecimalType(Math.min(38, type.precision() - type.scale() + scale + 1), scale);
  }

  static Widening decimal() {
    return (use, arguments) -> {
      if (!(arguments.get(0).type() instanceof DecimalType)) {
        throw Checks.misfit(use, arguments.get(0), "a DECIMAL (cast with asDecimal)");
      }
      return arguments;
    };
  }

  static Widening doubleOrDecimal() {
    return (use, arguments) -> {
      DataType type = arguments.get(0).type();
      if (type != ScalarType.DOUBLE && !(type instanceof DecimalType)) {
        throw Checks.misfit(use, arguments.get(0), "DOUBLE or DECIMAL");
      }
      return arguments;
    };
  }

  static DataType integral(List<Expression<?>> arguments) {
    return arguments.get(0).type() instanceof DecimalType ? rounded(arguments) : ScalarType.DOUBLE;
  }

  static Widening asDoubles() {
    return (use, arguments) -> {
      List<Expression<?>> widened = new ArrayList<>();
      for (Expression<?> argument : arguments) {
        Checks.numeric(use, argument);
        widened.add(widen(ScalarType.DOUBLE, argument));
      }
      return widened;
    };
  }

  static Widening exactNumbers() {
    return (use, arguments) -> {
      if (arguments.stream().anyMatch(argument -> argument.type().isFloating())) {
        throw Checks.misfit(use, arguments.get(0), "INT, LONG or DECIMAL: floats never overflow");
      }
      return numericOperands(use, arguments);
    };
  }

  /** One argument of any type. */
  static TypeRule exactlyOne(DataType result) {
    return rule(any(), arguments -> result);
  }

  /** Numbers of one type, which the result has too. */
  static TypeRule commonNumbers() {
    return rule(
        (use, arguments) -> {
          arguments.forEach(argument -> Checks.numeric(use, argument));
          return unified(use, arguments);
        },
        arguments -> arguments.get(0).type());
  }

  /** The type is given where the call is made. */
  static TypeRule given() {
    return rule(
        any(),
        arguments -> {
          throw new IllegalStateException("a cast knows its type");
        });
  }

  /** A timestamp and microseconds. */
  static TypeRule shifted() {
    return rule(
        (use, arguments) -> {
          timestamp().apply(use, arguments);
          return List.of(
              arguments.get(0), Expressions.widenTo(ScalarType.LONG, arguments.get(1), use));
        },
        arguments -> arguments.get(0).type());
  }

  /** Two timestamps of one type. */
  static TypeRule between() {
    return rule(
        (use, arguments) -> {
          timestamp().apply(use, arguments);
          return unified(use, arguments);
        },
        arguments -> ScalarType.LONG);
  }

  /** A date or time, and a unit as a literal; dates have no units below a day. */
  static TypeRule truncated() {
    return rule(
        (use, arguments) -> {
          temporal().apply(use, arguments);
          TimeUnit unit = TimeUnit.valueOf((String) Literal.constant(arguments.get(1)));
          if (arguments.get(0).type() == ScalarType.DATE && unit.isBelowDay()) {
            throw Checks.misfit(use, arguments.get(0), "a timestamp, to be cut to a " + unit);
          }
          return arguments;
        },
        arguments -> arguments.get(0).type());
  }

  static TypeRule elementAt() {
    return rule(
        (use, arguments) -> {
          list().apply(use, arguments);
          return List.of(
              arguments.get(0), Expressions.widenTo(ScalarType.INT, arguments.get(1), use));
        },
        TypeRules::elementType);
  }

  static TypeRule listOf() {
    return rule(
        TypeRules::unified,
        arguments ->
            new ListType(
                arguments.get(0).type(), arguments.stream().anyMatch(Expression::nullable)));
  }
}
