// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.ScalarType;
import java.util.List;

/**
 * The aggregate functions: one row per function, from which lowerings, checks, documentation and
 * tests are derived. All skip nulls except {@link #COUNT_ROWS}.
 */
public enum AggregateFunction {
  COUNT_ROWS(Level.EXACT, "count()", "number of rows"),
  COUNT(Level.EXACT, "count(x)", "number of rows in which x is not null"),
  COUNT_DISTINCT(
      Level.EXACT, "countDistinct(x, …)", "number of different combinations without a null"),
  SUM(
      Level.EXACT,
      "sum(x)",
      "INT and LONG to LONG, an overflow is an error; DECIMAL(p,s) to DECIMAL(min(38,p+10),s);"
          + " FLOAT and DOUBLE to DOUBLE, its last bits depend on the order; null without values"),
  MIN(Level.EXACT, "min(x)", "least value in sort order, NaN greatest; null without values"),
  MAX(Level.EXACT, "max(x)", "greatest value in sort order, NaN greatest; null without values"),
  MEAN(
      Level.TOLERANCE,
      "mean(x)",
      "arithmetic mean as DOUBLE; of decimals the exact mean, converted; null without values"),
  DECIMAL_MEAN(
      Level.EXACT,
      "decimalMean(x)",
      "mean of DECIMAL(p,s) as DECIMAL(min(38,p+4),s+4), half up; null without values"),
  VARIANCE(Level.TOLERANCE, "variance(x)", "sample variance as DOUBLE; null below two values"),
  STDDEV(
      Level.TOLERANCE, "stddev(x)", "sample standard deviation as DOUBLE; null below two values"),
  PERCENTILE(
      Level.TOLERANCE,
      "percentile(x, fraction)",
      "exact percentile as DOUBLE, interpolated between neighbours; null without values"),
  COLLECT_LIST(
      Level.EXACT,
      "collectList(x).orderBy(…)",
      "the values that are not null as a list, empty without values; in no promised order unless"
          + " ordered"),
  FIRST_BY(
      Level.EXACT,
      "firstBy(x, ordering, …)",
      "x of the first row in that order; among equal rows any; null without rows"),
  LAST_BY(
      Level.EXACT,
      "lastBy(x, ordering, …)",
      "x of the last row in that order; among equal rows any; null without rows");

  private final Level level;
  private final String signature;
  private final String meaning;

  AggregateFunction(Level level, String signature, String meaning) {
    this.level = level;
    this.signature = signature;
    this.meaning = meaning;
  }

  /** How far engines agree on the result. */
  public Level level() {
    return level;
  }

  /** How a user writes it. */
  public String signature() {
    return signature;
  }

  /** What it yields, in a sentence. */
  public String meaning() {
    return meaning;
  }

  /** Whether the result can be null when its group has rows and no argument is null. */
  boolean nullableOverRows() {
    return this == VARIANCE || this == STDDEV;
  }

  /** Whether the result over no rows at all is null; counts are 0 then, and lists empty. */
  public boolean isNullOverNothing() {
    return switch (this) {
      case COUNT_ROWS, COUNT, COUNT_DISTINCT, COLLECT_LIST -> false;
      case SUM, MIN, MAX, MEAN, DECIMAL_MEAN, VARIANCE, STDDEV, PERCENTILE, FIRST_BY, LAST_BY ->
          true;
    };
  }

  DataType resultType(List<Expression<?>> arguments) {
    return switch (this) {
      case COUNT_ROWS, COUNT, COUNT_DISTINCT -> ScalarType.LONG;
      case MEAN, VARIANCE, STDDEV, PERCENTILE -> {
        Checks.numeric(signature, arguments.get(0));
        yield ScalarType.DOUBLE;
      }
      case SUM -> sumType(arguments.get(0));
      case DECIMAL_MEAN -> decimalMeanType(arguments.get(0));
      case MIN, MAX -> Checks.ordered(signature, arguments.get(0));
      case COLLECT_LIST -> new ListType(arguments.get(0).type(), false);
      case FIRST_BY, LAST_BY -> arguments.get(0).type();
    };
  }

  private DataType sumType(Expression<?> argument) {
    DataType type = Checks.numeric(signature, argument);
    if (type instanceof DecimalType decimal) {
      return new DecimalType(
          Math.min(DecimalType.MAX_PRECISION, decimal.precision() + 10), decimal.scale());
    }
    return type.isInteger() ? ScalarType.LONG : ScalarType.DOUBLE;
  }

  private DataType decimalMeanType(Expression<?> argument) {
    if (argument.type() instanceof DecimalType decimal) {
      return DecimalType.bounded(decimal.precision() + 4, decimal.scale() + 4);
    }
    throw Checks.misfit(signature, argument, "a DECIMAL");
  }
}
