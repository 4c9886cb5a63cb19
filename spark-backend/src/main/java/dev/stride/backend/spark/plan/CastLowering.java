// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.left;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.stride.api.expression.Call;
import dev.stride.api.expression.CastGrammar;
import dev.stride.api.expression.ErrorClass;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.JavaRegex;
import dev.stride.api.expression.ScalarFunction;
import dev.stride.api.type.DataType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ScalarType;
import java.util.Arrays;
import org.apache.spark.sql.Column;

/**
 * Lowers casts. Spark in ANSI mode truncates and fails as the algebra does; it reads more texts
 * than {@link CastGrammar} allows, and takes some doubles for null that fit no decimal.
 */
final class CastLowering {
  private static final int QUOTED = 100;

  private final ExpressionLowering expressions;

  CastLowering(ExpressionLowering expressions) {
    this.expressions = expressions;
  }

  Column of(Call<?> call) {
    Expression<?> operand = call.arguments().get(0);
    DataType from = operand.type();
    DataType to = call.type();
    Column x = expressions.of(operand);
    boolean strict = call.function() == ScalarFunction.CAST;
    if (from.equals(to) || (from instanceof EnumType && to == ScalarType.STRING)) {
      return x;
    }
    if (from == ScalarType.STRING) {
      return strict ? fromText(x, to) : orNull(x, to);
    }
    if (from.isFloating() && to != ScalarType.INT && to != ScalarType.DOUBLE) {
      return fromFloating(x, to, strict);
    }
    Column number = to == ScalarType.INT ? WideDecimals.truncated(x, from) : x;
    return strict ? number.cast(SparkTypes.of(to)) : number.try_cast(SparkTypes.of(to));
  }

  /** Spark lets pass what becomes null, infinite or the greatest long, though it was none. */
  private static Column fromFloating(Column x, DataType to, boolean strict) {
    Column value = x.try_cast(SparkTypes.of(to));
    Column fitting = when(fits(x, value, to), value);
    return strict ? coalesce(fitting, misfit(x, to)) : fitting;
  }

  private static Column fits(Column x, Column value, DataType to) {
    if (to == ScalarType.LONG) {
      return x.lt(lit(0x1p63));
    }
    return to == ScalarType.FLOAT
        ? not(isInfinite(value)).or(isInfinite(x))
        : not(isInfinite(x)).and(not(isnan(x)));
  }

  private static Column isInfinite(Column x) {
    return abs(x).equalTo(lit(Double.POSITIVE_INFINITY));
  }

  private static Column fromText(Column x, DataType to) {
    return coalesce(orNull(x, to), misfit(x, to));
  }

  /** A text as a value; null where it does not fit. */
  static Column orNull(Column x, DataType to) {
    if (to instanceof EnumType constants) {
      return when(x.isin((Object[]) names(constants)), x);
    }
    return when(x.rlike(JavaRegex.of(CastGrammar.of(to))), x.try_cast(SparkTypes.of(to)));
  }

  private static String[] names(EnumType type) {
    return Arrays.stream(type.type().getEnumConstants()).map(Enum::name).toArray(String[]::new);
  }

  /** Null for null, else an error. */
  private static Column misfit(Column x, DataType to) {
    Column text = concat(lit("'"), left(x.cast("string"), lit(QUOTED)), lit("' is no " + to));
    return when(x.isNotNull(), ExpressionLowering.error(ErrorClass.CAST, text));
  }
}
