// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.try_add;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.try_multiply;
import static org.apache.spark.sql.functions.try_subtract;
import static org.apache.spark.sql.functions.when;

import dev.stride.api.expression.Call;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Literal;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Lowers scalar functions: one arm per function. Spark in ANSI mode is the algebra's meaning, so
 * most are Spark's own; the others say what differs.
 */
final class FunctionLowering {
  private final ExpressionLowering expressions;
  private final CastLowering casts;
  private final TimeLowering times;
  private final TextLowering texts;

  FunctionLowering(ExpressionLowering expressions) {
    this.expressions = expressions;
    this.casts = new CastLowering(expressions);
    this.times = new TimeLowering(expressions);
    this.texts = new TextLowering(expressions);
  }

  Column of(Call<?> call) {
    return switch (call.function()) {
      case ADD -> arg(call, 0).plus(arg(call, 1));
      case SUBTRACT -> arg(call, 0).minus(arg(call, 1));
      case MULTIPLY -> arg(call, 0).multiply(arg(call, 1));
      case DIV -> arg(call, 0).divide(arg(call, 1));
      case IDIV -> call_function("div", arg(call, 0), arg(call, 1));
      case MODULO -> arg(call, 0).mod(arg(call, 1)).cast(SparkTypes.of(call.type()));
      case NEGATE ->
          WideDecimals.isWide(call.type())
              ? WideDecimals.negate(arg(call, 0), call.type())
              : negate(arg(call, 0));
      case ABS ->
          WideDecimals.isWide(call.type())
              ? WideDecimals.abs(arg(call, 0), call.type())
              : abs(arg(call, 0));
      case SIGN -> sign(call);
      case TRY_ADD -> try_add(arg(call, 0), arg(call, 1));
      case TRY_SUBTRACT -> try_subtract(arg(call, 0), arg(call, 1));
      case TRY_MULTIPLY -> try_multiply(arg(call, 0), arg(call, 1));
      case TRY_DIV -> try_divide(arg(call, 0), arg(call, 1));
      case DIVIDE ->
          DecimalQuotient.of(
              arg(call, 0),
              (DecimalType) call.arguments().get(0).type(),
              arg(call, 1),
              (DecimalType) call.arguments().get(1).type(),
              (DecimalType) call.type());
      case EQ -> arg(call, 0).equalTo(arg(call, 1));
      case NE -> arg(call, 0).notEqual(arg(call, 1));
      case LT -> arg(call, 0).lt(arg(call, 1));
      case LE -> arg(call, 0).leq(arg(call, 1));
      case GT -> arg(call, 0).gt(arg(call, 1));
      case GE -> arg(call, 0).geq(arg(call, 1));
      case SAME -> arg(call, 0).eqNullSafe(arg(call, 1));
      case IN -> in(call);
      case IS_NULL -> arg(call, 0).isNull();
      case IS_NOT_NULL -> arg(call, 0).isNotNull();
      case IS_NAN -> present(call, isnan(arg(call, 0)));
      case AND -> arg(call, 0).and(arg(call, 1));
      case OR -> arg(call, 0).or(arg(call, 1));
      case NOT -> not(arg(call, 0));
      case LEAST -> positiveZero(least(args(call)), call.type());
      case GREATEST -> positiveZero(greatest(args(call)), call.type());
      case COALESCE -> coalesce(args(call));
      case NULL_IF -> nullif(arg(call, 0), arg(call, 1));
      case CASE -> conditional(call);
      case CAST, TRY_CAST -> casts.of(call);
      case LIST_OF -> listOf(call);
      case RECORD_OF -> recordOf(call);
      case FLOOR, CEIL, ROUND, SQRT, EXP, LN, LOG10, POWER, SIN, COS, ATAN -> mathematics(call);
      case SIZE -> size(arg(call, 0));
      case ELEMENT -> get(arg(call, 0), arg(call, 1));
      case LIST_CONTAINS -> array_contains(arg(call, 0), arg(call, 1));
      case JOIN_STRINGS -> array_join(arg(call, 0), text(call, 1));
      case YEAR,
          QUARTER,
          MONTH,
          DAY,
          DAY_OF_WEEK,
          DAY_OF_YEAR,
          HOUR,
          MINUTE,
          SECOND,
          MICROSECOND,
          PLUS_DAYS,
          PLUS_MONTHS,
          PLUS_MICROS,
          DAYS_BETWEEN,
          MICROS_BETWEEN,
          TRUNCATE,
          EPOCH_MICROS,
          OF_EPOCH_MICROS ->
          times.of(call);
      case CONCAT -> concat(arg(call, 0), arg(call, 1));
      case UPPER,
          LOWER,
          TRIM,
          TRIM_LEFT,
          TRIM_RIGHT,
          LENGTH,
          SUBSTRING,
          LEFT_PART,
          RIGHT_PART,
          REPLACE,
          STARTS_WITH,
          ENDS_WITH,
          CONTAINS,
          POSITION,
          LIKE,
          PAD_LEFT,
          PAD_RIGHT,
          REPEAT,
          REVERSE,
          SPLIT,
          MATCHES,
          REGEX_EXTRACT,
          REGEX_REPLACE,
          MD5,
          SHA256 ->
          texts.of(call);
    };
  }

  private Column arg(Call<?> call, int index) {
    return expressions.of(call.arguments().get(index));
  }

  private Column[] args(Call<?> call) {
    return expressions.of(call.arguments());
  }

  private static String text(Call<?> call, int index) {
    return (String) Literal.constant(call.arguments().get(index));
  }

  /** What Spark answers with a value even for null, and here is null. */
  private Column present(Call<?> call, Column value) {
    return expressions.mayBeNull(call.arguments().get(0))
        ? when(arg(call, 0).isNotNull(), value)
        : value;
  }

  /** Spark's signum is a double, and NaN for NaN. */
  private Column sign(Call<?> call) {
    Column x = arg(call, 0);
    Column zero = lit(0).cast(SparkTypes.of(call.arguments().get(0).type()));
    Column isAbove = x.gt(zero);
    return when(
            call.arguments().get(0).type().isFloating() ? isAbove.and(not(isnan(x))) : isAbove,
            lit(1))
        .when(x.lt(zero), lit(-1))
        .when(x.isNotNull(), lit(0));
  }

  /** Spark's sets of more than ten literals tell -0.0 from 0.0. */
  private Column in(Call<?> call) {
    Column x = arg(call, 0);
    List<Expression<?>> values = call.arguments().subList(1, call.arguments().size());
    if (call.arguments().get(0).type().isFloating()) {
      return values.stream()
          .map(value -> x.equalTo(expressions.of(value)))
          .reduce(Column::or)
          .orElseThrow();
    }
    return x.isin((Object[]) expressions.of(values));
  }

  /** Of -0.0 and 0.0, which are equal, 0.0 stands for both. */
  static Column positiveZero(Column x, DataType type) {
    return type.isFloating() ? x.plus(lit(0).cast(SparkTypes.of(type))) : x;
  }

  private Column conditional(Call<?> call) {
    int last = call.arguments().size() - 1;
    Column branches = when(arg(call, 0), arg(call, 1));
    for (int index = 2; index < last; index += 2) {
      branches = branches.when(arg(call, index), arg(call, index + 1));
    }
    return branches.otherwise(arg(call, last));
  }

  private Column listOf(Call<?> call) {
    ListType type = (ListType) call.type();
    Column[] elements =
        call.arguments().stream()
            .map(element -> expressions.element(type, element))
            .toArray(Column[]::new);
    return elements.length == 0 ? array().cast(SparkTypes.of(type)) : array(elements);
  }

  private Column recordOf(Call<?> call) {
    RecordType type = (RecordType) call.type();
    Column[] fields = new Column[type.components().size()];
    for (int index = 0; index < fields.length; index++) {
      Component component = type.components().get(index);
      fields[index] = expressions.assigned(component, type, call.arguments().get(index));
    }
    return struct(fields);
  }

  private Column mathematics(Call<?> call) {
    Column x = arg(call, 0);
    return switch (call.function()) {
      case FLOOR -> whole(functions.floor(x), x, call.type());
      case CEIL -> whole(functions.ceil(x), x, call.type());
      case ROUND -> x.cast(SparkTypes.of(call.type()));
      case SQRT -> functions.sqrt(x);
      case EXP -> functions.exp(x);
      case LN -> functions.ln(x);
      case LOG10 -> functions.log10(x);
      case POWER -> functions.pow(x, arg(call, 1));
      case SIN -> functions.sin(x);
      case COS -> functions.cos(x);
      default -> functions.atan(x);
    };
  }

  /** Spark's is a long, which holds no double beyond 2^63; from 2^52 on doubles are whole. */
  private static Column whole(Column rounded, Column x, DataType type) {
    return type == ScalarType.DOUBLE
        ? when(abs(x).lt(lit(0x1p52)), rounded.cast(SparkTypes.of(type))).otherwise(x)
        : rounded.cast(SparkTypes.of(type));
  }
}
