// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.expression.AggregateCall;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Literal;
import dev.stride.api.expression.Ordering;
import dev.stride.api.type.DecimalType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Aggregates over the rows of a group or a frame. */
final class Aggregates {
  private Aggregates() {}

  static @Nullable Object value(AggregateCall<?> call, List<RowScope> rows) {
    return switch (call.function()) {
      case COUNT_ROWS -> (long) rows.size();
      case COUNT -> (long) values(call, rows).size();
      case COUNT_DISTINCT -> countDistinct(call, rows);
      case COLLECT_LIST ->
          Collections.unmodifiableList(values(call, sorted(rows, call.orderings())));
      case FIRST_BY ->
          rows.isEmpty() ? null : zero(argument(call, sorted(rows, call.orderings()), 0));
      case LAST_BY ->
          rows.isEmpty()
              ? null
              : zero(argument(call, sorted(rows, call.orderings()), rows.size() - 1));
      case SUM, MIN, MAX, MEAN, DECIMAL_MEAN, VARIANCE, STDDEV, PERCENTILE -> {
        List<Object> values = values(call, rows);
        yield values.isEmpty() ? null : overValues(call, values);
      }
    };
  }

  private static @Nullable Object overValues(AggregateCall<?> call, List<Object> values) {
    return switch (call.function()) {
      case SUM -> sum(call, values);
      case MIN -> ValueOrder.normalized(Collections.min(values, ValueOrder::compare));
      case MAX -> ValueOrder.normalized(Collections.max(values, ValueOrder::compare));
      case MEAN -> mean(values);
      case DECIMAL_MEAN -> decimalMean(call, values);
      case VARIANCE -> values.size() < 2 ? null : (Double) variance(values);
      case STDDEV -> values.size() < 2 ? null : (Double) Math.sqrt(variance(values));
      default -> percentile(values, (Double) Literal.constant(call.arguments().get(1)));
    };
  }

  private static @Nullable Object argument(AggregateCall<?> call, List<RowScope> rows, int index) {
    return ExpressionInterpreter.value(call.arguments().get(0), rows.get(index));
  }

  /** Of -0.0 and 0.0, which are equal, 0.0 stands for both. */
  private static @Nullable Object zero(@Nullable Object value) {
    return value == null ? null : ValueOrder.normalized(value);
  }

  private static List<Object> values(AggregateCall<?> call, List<RowScope> rows) {
    List<Object> values = new ArrayList<>();
    for (int index = 0; index < rows.size(); index++) {
      Object value = argument(call, rows, index);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  static List<RowScope> sorted(List<RowScope> rows, List<Ordering> orderings) {
    List<RowScope> sorted = new ArrayList<>(rows);
    sorted.sort(order(orderings));
    return sorted;
  }

  static Comparator<RowScope> order(List<Ordering> orderings) {
    return (a, b) -> {
      for (Ordering ordering : orderings) {
        int order = compare(ordering, a, b);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  private static int compare(Ordering ordering, RowScope a, RowScope b) {
    boolean nullsFirst = ordering.nulls() == Ordering.Nulls.FIRST;
    boolean descending = ordering.direction() == Ordering.Direction.DESCENDING;
    return ValueOrder.withNulls(nullsFirst, descending)
        .compare(
            ExpressionInterpreter.value(ordering.key(), a),
            ExpressionInterpreter.value(ordering.key(), b));
  }

  private static long countDistinct(AggregateCall<?> call, List<RowScope> rows) {
    Set<List<Object>> different = new HashSet<>();
    for (RowScope row : rows) {
      List<Object> keys = new ArrayList<>();
      boolean missing = false;
      for (Expression<?> argument : call.arguments()) {
        Object value = ExpressionInterpreter.value(argument, row);
        missing |= value == null;
        keys.add(ValueOrder.key(value));
      }
      if (!missing) {
        different.add(keys);
      }
    }
    return different.size();
  }

  private static Object sum(AggregateCall<?> call, List<Object> values) {
    if (call.arguments().get(0).type().isFloating()) {
      return values.stream().mapToDouble(value -> ((Number) value).doubleValue()).sum();
    }
    return Arithmetic.exact(total(values), call.type());
  }

  private static BigDecimal total(List<Object> values) {
    return values.stream().map(Arithmetic::decimal).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static double mean(List<Object> values) {
    if (isFloating(values)) {
      return values.stream().mapToDouble(value -> ((Number) value).doubleValue()).sum()
          / values.size();
    }
    return total(values)
        .divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL128)
        .doubleValue();
  }

  private static boolean isFloating(List<Object> values) {
    return values.get(0) instanceof Double || values.get(0) instanceof Float;
  }

  private static BigDecimal decimalMean(AggregateCall<?> call, List<Object> values) {
    DecimalType type = (DecimalType) call.type();
    BigDecimal count = BigDecimal.valueOf(values.size());
    return Decimals.exact(total(values).divide(count, type.scale(), RoundingMode.HALF_UP), type);
  }

  private static double variance(List<Object> values) {
    List<BigDecimal> exact = new ArrayList<>();
    for (Object value : values) {
      double number = ((Number) value).doubleValue();
      if (!Double.isFinite(number)) {
        return Double.NaN;
      }
      exact.add(value instanceof BigDecimal decimal ? decimal : new BigDecimal(number));
    }
    BigDecimal count = BigDecimal.valueOf(exact.size());
    BigDecimal mean =
        exact.stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .divide(count, MathContext.DECIMAL128);
    BigDecimal squares = BigDecimal.ZERO;
    for (BigDecimal value : exact) {
      squares = squares.add(value.subtract(mean).pow(2));
    }
    return squares.divide(count.subtract(BigDecimal.ONE), MathContext.DECIMAL128).doubleValue();
  }

  private static double percentile(List<Object> values, double fraction) {
    double[] sorted = values.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
    java.util.Arrays.sort(sorted);
    double position = fraction * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = (int) Math.ceil(position);
    return below == above
        ? sorted[below]
        : sorted[below] + (sorted[above] - sorted[below]) * (position - below);
  }
}
