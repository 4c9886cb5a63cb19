// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.expression.Call;
import dev.stride.api.expression.ScalarFunction;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.ScalarType;

/** Lowers decimals: what DuckDB computes in too few digits or reports as another error. */
final class DecimalSql {
  /** Digits whose unscaled value a DOUBLE, or a FLOAT, holds exactly. */
  private static final int DOUBLE_DIGITS = 15;

  private static final int FLOAT_DIGITS = 7;

  /** The fewest digits with which DuckDB computes in 38. */
  private static final int WIDE_DIGITS = 19;

  private final NarrowSql narrow;
  private final ExpressionSql expressions;

  DecimalSql(ExpressionSql expressions) {
    this.narrow = new NarrowSql(expressions);
    this.expressions = expressions;
  }

  /** Sums, differences and products in the type that the algebra has computed. */
  String arithmetic(Call<?> call, DecimalType type, String a, String b) {
    boolean product =
        call.function() == ScalarFunction.MULTIPLY
            || call.function() == ScalarFunction.TRY_MULTIPLY;
    String result = product ? product(call, type, a, b) : sum(call, type, a, b);
    if (!FunctionSql.isTrying(call.function()) || type.precision() < DecimalType.MAX_PRECISION) {
      return result;
    }
    String fits = product ? productFits(a, b, type) : sumFits(call, a, b, type);
    return "(CASE WHEN " + fits + " THEN " + result + " END)";
  }

  /** An operand that is too great for the sum's type is no failure beside a null. */
  private static String sum(Call<?> call, DecimalType type, String a, String b) {
    if (NarrowSql.isNarrow(type)) {
      // DuckDB's own type of such a sum is this one, if nothing is cast before.
      return infix(call, a, b, type);
    }
    DecimalType left = (DecimalType) call.arguments().get(0).type();
    DecimalType right = (DecimalType) call.arguments().get(1).type();
    String sum = infix(call, operand(a, left, type), operand(b, right, type), type);
    return type.precision() < DecimalType.MAX_PRECISION || left.scale() == right.scale()
        ? sum
        : "(CASE WHEN " + a + " IS NOT NULL AND " + b + " IS NOT NULL THEN " + sum + " END)";
  }

  /** DuckDB keeps 18 digits where both factors have no more; the first then needs a wider type. */
  private String product(Call<?> call, DecimalType type, String a, String b) {
    DecimalType left = (DecimalType) call.arguments().get(0).type();
    DecimalType right = (DecimalType) call.arguments().get(1).type();
    if (NarrowSql.isNarrow(type) || !NarrowSql.isNarrow(left) || !NarrowSql.isNarrow(right)) {
      return infix(call, a, b, type);
    }
    String exact = infix(call, cast(a, new DecimalType(WIDE_DIGITS, left.scale())), b, type);
    return switch (expressions.digits()) {
      case FEW -> narrow.unguarded(call).map(few -> cast(few, type)).orElse(exact);
      case ALL ->
          narrow
              .of(call)
              .map(few -> "coalesce(" + cast(few, type) + ", " + exact + ")")
              .orElse(exact);
    };
  }

  private static String infix(Call<?> call, String a, String b, DecimalType type) {
    return cast("(" + a + FunctionSql.operator(call.function()) + b + ")", type);
  }

  /** Where digits may not suffice, a product says OVERFLOW, of which a cast would say CAST. */
  private static String operand(String sql, DecimalType from, DecimalType to) {
    int shift = to.scale() - from.scale();
    return to.precision() < DecimalType.MAX_PRECISION || shift == 0
        ? cast(sql, to)
        : "(" + sql + " * CAST(1 AS DECIMAL(" + (shift + 1) + "," + shift + ")))";
  }

  private static String sumFits(Call<?> call, String a, String b, DecimalType type) {
    String greatest = cast("'" + greatest(type) + "'", type);
    String x = "TRY_CAST(" + a + " AS " + SqlTypes.of(type) + ")";
    String y = "TRY_CAST(" + b + " AS " + SqlTypes.of(type) + ")";
    String other = call.function() == ScalarFunction.TRY_ADD ? y : "(-" + y + ")";
    return "(CASE WHEN "
        + other
        + " >= 0 THEN "
        + x
        + " <= "
        + greatest
        + " - "
        + other
        + " ELSE "
        + x
        + " >= -"
        + greatest
        + " - "
        + other
        + " END)";
  }

  private static String greatest(DecimalType type) {
    String digits = "9".repeat(type.precision());
    int point = type.precision() - type.scale();
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  /** Products within a billionth of the greatest decimal count as too great. */
  private static String productFits(String a, String b, DecimalType type) {
    return "abs(CAST("
        + a
        + " AS DOUBLE) * CAST("
        + b
        + " AS DOUBLE)) < 0.999999999e"
        + (type.precision() - type.scale());
  }

  /** The digits without the point, as HUGEINT. */
  static String unscaled(String sql, DecimalType type) {
    if (type.scale() == 0) {
      return cast(sql, "HUGEINT");
    }
    if (type.precision() + type.scale() > DecimalType.MAX_PRECISION) {
      return cast("replace(CAST(" + sql + " AS VARCHAR), '.', '')", "HUGEINT");
    }
    return cast(
        "(" + sql + " * CAST(1" + "0".repeat(type.scale()) + " AS DECIMAL(38,0)))", "HUGEINT");
  }

  /** DuckDB writes no zero before the point where the type has no digit there. */
  static String text(String sql, DecimalType type) {
    String text = cast(sql, "VARCHAR");
    return type.precision() == type.scale()
        ? "regexp_replace(" + text + ", '^(-?)\\.', '\\10.')"
        : text;
  }

  /** What a cast to FLOAT or DOUBLE reads correctly rounded: few digits, or their text. */
  static String readable(String sql, DecimalType type, DataType to) {
    int exact = to == ScalarType.FLOAT ? FLOAT_DIGITS : DOUBLE_DIGITS;
    return type.precision() <= exact ? sql : cast(sql, "VARCHAR");
  }

  private static String cast(String sql, DecimalType type) {
    return cast(sql, SqlTypes.of(type));
  }

  private static String cast(String sql, String type) {
    return "CAST(" + sql + " AS " + type + ")";
  }
}
