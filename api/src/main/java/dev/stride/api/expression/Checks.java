// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;

/** The type rules that expressions share, and their messages. */
final class Checks {
  private Checks() {}

  static IllegalArgumentException misfit(String use, Expression<?> argument, String wanted) {
    return new IllegalArgumentException(
        "Cannot use "
            + argument
            + " in "
            + use
            + ": it is "
            + argument.type()
            + " (must be "
            + wanted
            + ")");
  }

  static DataType numeric(String use, Expression<?> argument) {
    if (!argument.type().isNumeric()) {
      throw misfit(use, argument, "a number");
    }
    return argument.type();
  }

  static DataType ordered(String use, Expression<?> argument) {
    if (!argument.type().isOrdered()) {
      throw misfit(use, argument, "a value with an order, not a list or record");
    }
    return argument.type();
  }

  /** A value by which rows can be grouped, partitioned or joined. */
  static void groupKey(String use, Expression<?> argument) {
    ordered(use, argument);
    rowLevel(use, argument);
  }

  static void ofType(String use, Expression<?> argument, DataType wanted) {
    if (!argument.type().equals(wanted)) {
      throw misfit(use, argument, wanted.toString());
    }
  }

  static RecordType record(String use, Expression<?> argument) {
    if (argument.type() instanceof RecordType type) {
      return type;
    }
    throw misfit(use, argument, "a nested record");
  }

  static void rowLevel(String use, Expression<?> argument) {
    if (Expressions.contains(argument, AggregateCall.class)) {
      throw new IllegalArgumentException(
          "Cannot use " + argument + " in " + use + ": it aggregates (aggregate first, then use)");
    }
    if (Expressions.contains(argument, WindowCall.class)) {
      throw new IllegalArgumentException(
          "Cannot use "
              + argument
              + " in "
              + use
              + ": it is a window function (select it first, then use)");
    }
  }

  /**
   * The type that both operands widen to.
   *
   * @throws IllegalArgumentException if there is none without loss
   */
  static DataType common(String use, Expression<?> left, Expression<?> right) {
    DataType a = left.type();
    DataType b = right.type();
    if (a.equals(b)) {
      return a;
    }
    if (a.isInteger() && b.isInteger()) {
      return ScalarType.LONG;
    }
    if (a instanceof DecimalType x && b instanceof DecimalType y) {
      return lossless(use, left, right, x, y);
    }
    if (a instanceof DecimalType x && b.isInteger()) {
      return lossless(use, left, right, x, integerType(right));
    }
    if (a.isInteger() && b instanceof DecimalType y) {
      return lossless(use, left, right, integerType(left), y);
    }
    if ((a instanceof EnumType && b == ScalarType.STRING)
        || (b instanceof EnumType && a == ScalarType.STRING)) {
      return ScalarType.STRING;
    }
    throw new IllegalArgumentException(
        "Cannot combine "
            + left
            + " and "
            + right
            + " in "
            + use
            + ": "
            + a
            + " and "
            + b
            + " (cast one, for example with asDouble() or asLong())");
  }

  /** A literal integer needs only its own digits, so that {@code price.times(2)} stays narrow. */
  private static DecimalType integerType(Expression<?> integer) {
    if (integer instanceof Literal<?> literal && literal.value() instanceof Number number) {
      return DecimalType.of(java.math.BigDecimal.valueOf(number.longValue()));
    }
    return DecimalType.holding(integer.type());
  }

  private static DecimalType lossless(
      String use, Expression<?> left, Expression<?> right, DecimalType a, DecimalType b) {
    DecimalType union = a.union(b);
    if (!union.holds(a) || !union.holds(b)) {
      throw new IllegalArgumentException(
          "Cannot combine "
              + left
              + " and "
              + right
              + " in "
              + use
              + ": no decimal of 38 digits holds "
              + a
              + " and "
              + b
              + " (cast one with asDecimal)");
    }
    return union;
  }
}
