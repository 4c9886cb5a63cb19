// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.dayofmonth;
import static org.apache.spark.sql.functions.dayofyear;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.minute;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.quarter;
import static org.apache.spark.sql.functions.second;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.weekday;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import dev.stride.api.expression.Call;
import dev.stride.api.expression.ErrorClass;
import dev.stride.api.expression.Literal;
import dev.stride.api.expression.TimeUnit;
import dev.stride.api.type.DataType;
import dev.stride.api.type.ScalarType;
import java.time.LocalDate;
import org.apache.spark.sql.Column;

/** Lowers functions over dates and times. Spark's years reach further than 1 to 9999. */
final class TimeLowering {
  private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
  private static final long FIRST_MICRO = -62_135_596_800_000_000L;
  private static final long LAST_MICRO = 253_402_300_799_999_999L;

  /** More than there are in 9999 years; sums with any time stay in a long. */
  private static final long MOST_MICROS = 400_000_000_000_000_000L;

  private static final int MOST_MONTHS = 12 * 10_000;
  private static final int MICROS_OF_SECOND = 1_000_000;

  private final ExpressionLowering expressions;

  TimeLowering(ExpressionLowering expressions) {
    this.expressions = expressions;
  }

  Column of(Call<?> call) {
    Column x = arg(call, 0);
    return switch (call.function()) {
      case YEAR -> year(x);
      case QUARTER -> quarter(x);
      case MONTH -> month(x);
      case DAY -> dayofmonth(x);
      case DAY_OF_WEEK -> weekday(x);
      case DAY_OF_YEAR -> dayofyear(x);
      case HOUR -> hour(x);
      case MINUTE -> minute(x);
      case SECOND -> second(x);
      case MICROSECOND -> pmod(micros(call, 0), lit(MICROS_OF_SECOND)).cast("int");
      case PLUS_DAYS -> inRange(date_add(x, arg(call, 1)));
      case PLUS_MONTHS ->
          inRange(add_months(x, clamped(arg(call, 1), lit(-MOST_MONTHS), lit(MOST_MONTHS))));
      case PLUS_MICROS -> shifted(call);
      case DAYS_BETWEEN -> datediff(arg(call, 1), x);
      case MICROS_BETWEEN -> micros(call, 1).minus(micros(call, 0));
      case EPOCH_MICROS -> unix_micros(x);
      case OF_EPOCH_MICROS -> timestamp_micros(microsInRange(x));
      default -> truncated(call, x);
    };
  }

  private Column arg(Call<?> call, int index) {
    return expressions.of(call.arguments().get(index));
  }

  /** Of local timestamps Spark counts no micros; in UTC they are instants. */
  private Column micros(Call<?> call, int index) {
    Column x = arg(call, index);
    DataType type = call.arguments().get(index).type();
    return unix_micros(type == ScalarType.INSTANT ? x : x.cast("timestamp"));
  }

  private static Column clamped(Column x, Column least, Column greatest) {
    // Null stays null: least and greatest would skip it.
    return when(x.isNotNull(), least(greatest(x, least), greatest));
  }

  /** A date or time, or the refusal where its year has not four digits. */
  static Column inYears(Column value, Column refusal) {
    return when(value.isNull().or(year(value).between(lit(1), lit(LAST_DAY.getYear()))), value)
        .otherwise(refusal);
  }

  private static Column inRange(Column date) {
    return when(date.isNull().or(date.between(lit(FIRST_DAY), lit(LAST_DAY))), date)
        .otherwise(
            ExpressionLowering.error(
                ErrorClass.OUT_OF_RANGE, lit("a date leaves the years 1 to 9999")));
  }

  private static Column microsInRange(Column micros) {
    return when(micros.isNull().or(micros.between(lit(FIRST_MICRO), lit(LAST_MICRO))), micros)
        .otherwise(
            ExpressionLowering.error(
                ErrorClass.OUT_OF_RANGE, lit("a time leaves the years 1 to 9999")));
  }

  private Column shifted(Call<?> call) {
    Column shift =
        call.arguments().get(1) instanceof Literal<?> literal
                && literal.value() instanceof Long micros
            ? lit(Math.max(-MOST_MICROS, Math.min(MOST_MICROS, micros)))
            : clamped(arg(call, 1), lit(-MOST_MICROS), lit(MOST_MICROS));
    return timestamp_micros(microsInRange(micros(call, 0).plus(shift)))
        .cast(SparkTypes.of(call.type()));
  }

  private static Column truncated(Call<?> call, Column x) {
    TimeUnit unit = TimeUnit.valueOf((String) Literal.constant(call.arguments().get(1)));
    if (call.type() != ScalarType.DATE) {
      return date_trunc(unit.name(), x).cast(SparkTypes.of(call.type()));
    }
    return unit == TimeUnit.DAY ? x : trunc(x, unit.name());
  }
}
