// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.expression.Call;
import dev.stride.api.expression.CastGrammar;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.NestedField;
import dev.stride.api.expression.ScalarFunction;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ScalarType;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Lowers casts: DuckDB rounds where the algebra truncates, and reads more texts than it does. */
final class CastSql {
  private final ExpressionSql expressions;

  CastSql(ExpressionSql expressions) {
    this.expressions = expressions;
  }

  String of(Call<?> call) {
    Expression<?> operand = call.arguments().get(0);
    DataType from = operand.type();
    DataType to = call.type();
    boolean strict = call.function() == ScalarFunction.CAST;
    String x = strict ? unmoved(operand) : expressions.of(operand);
    if (from.equals(to) || (from instanceof EnumType && to == ScalarType.STRING)) {
      return x;
    }
    if (from == ScalarType.STRING) {
      return fromText(x, to, strict);
    }
    if (from == ScalarType.INSTANT || to == ScalarType.INSTANT) {
      return instant(x, from, to);
    }
    if (from instanceof DecimalType decimal && to == ScalarType.STRING) {
      return DecimalSql.text(x, decimal);
    }
    String sql = converted(number(x, from, to), to, strict);
    return from.isNumeric() && to.isNumeric() && !to.isFloating() && !widens(from, to)
        ? opaque(sql)
        : sql;
  }

  /** DuckDB takes a narrowing cast out of a comparison with a constant, and its failure with it. */
  static String opaque(String narrowing) {
    return "least(" + narrowing + ")";
  }

  private static boolean widens(DataType from, DataType to) {
    if (to instanceof DecimalType wide) {
      return from instanceof DecimalType narrow
          ? wide.holds(narrow)
          : from.isInteger() && wide.holds(DecimalType.holding(from));
    }
    return from == ScalarType.INT;
  }

  /** DuckDB casts a bare field of a struct where it reads it, even in a branch not taken. */
  private String unmoved(Expression<?> operand) {
    String x = expressions.of(operand);
    return operand instanceof NestedField ? "coalesce(" + x + ", " + x + ")" : x;
  }

  private static String converted(String sql, DataType to, boolean strict) {
    return (strict ? "CAST(" : "TRY_CAST(") + sql + " AS " + SqlTypes.of(to) + ")";
  }

  /** Before the cast: truncation for integers, the decimal text of a double for decimals. */
  private static String number(String x, DataType from, DataType to) {
    if (to.isInteger() && (from.isFloating() || from instanceof DecimalType)) {
      return "trunc(" + x + ")";
    }
    if (from instanceof DecimalType decimal && to.isFloating()) {
      return DecimalSql.readable(x, decimal, to);
    }
    return to instanceof DecimalType && from.isFloating()
        ? "stride_plain(CAST(CAST(" + x + " AS DOUBLE) AS VARCHAR))"
        : x;
  }

  private static String instant(String x, DataType from, DataType to) {
    if (to == ScalarType.INSTANT) {
      String timestamp = from == ScalarType.DATE ? "CAST(" + x + " AS TIMESTAMP)" : x;
      return "make_timestamptz(epoch_us(" + timestamp + "))";
    }
    String timestamp = "make_timestamp(epoch_us(" + x + "))";
    return to == ScalarType.DATE ? "CAST(" + timestamp + " AS DATE)" : timestamp;
  }

  /**
   * A text column of a file as a value.
   *
   * @param start of the error's message, up to the text that does not fit
   * @param end of the error's message, after that text
   */
  static String fromColumn(String x, DataType to, String start, String end) {
    String message =
        SqlTypes.text(DuckDbErrors.INPUT + start)
            + " || left(replace("
            + x
            + ", chr(10), ' '), 100) || "
            + SqlTypes.text(end);
    String value = orNull(x, to);
    return "(CASE WHEN "
        + x
        + " IS NULL THEN NULL ELSE coalesce("
        + value
        + ", error("
        + message
        + ")) END)";
  }

  /** A text as a value; null where it does not fit. */
  static String orNull(String x, DataType to) {
    return fromText(x, to, false);
  }

  private static String fromText(String x, DataType to, boolean strict) {
    String error = strict ? "error(" + message(x, to) + ")" : "NULL";
    if (to instanceof EnumType type) {
      return "(CASE WHEN "
          + x
          + " IS NULL OR "
          + x
          + " IN ("
          + constants(type)
          + ") THEN "
          + x
          + " ELSE "
          + error
          + " END)";
    }
    String fits = "regexp_full_match(" + x + ", " + SqlTypes.text(CastGrammar.of(to)) + ")";
    return "(CASE WHEN "
        + x
        + " IS NULL THEN NULL WHEN "
        + fits
        + " THEN "
        + converted(x, to, strict)
        + " ELSE "
        + error
        + " END)";
  }

  private static String constants(EnumType type) {
    return Arrays.stream(type.type().getEnumConstants())
        .map(constant -> SqlTypes.text(constant.name()))
        .collect(Collectors.joining(", "));
  }

  private static String message(String x, DataType to) {
    String rest = SqlTypes.text("' is no " + to);
    return "'CAST: ''' || left(" + x + ", 100) || " + rest;
  }
}
