// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import static dev.stride.api.expression.Functions.coalesce;
import static dev.stride.api.expression.Functions.greatest;
import static dev.stride.api.expression.Functions.instantOfEpochMicros;
import static dev.stride.api.expression.Functions.least;
import static dev.stride.api.expression.Functions.listOf;
import static dev.stride.api.expression.Functions.recordOf;
import static dev.stride.api.expression.Functions.when;

import dev.stride.api.expression.Expression;
import dev.stride.api.expression.ScalarFunction;
import dev.stride.api.expression.TimeUnit;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a call of each scalar function is made that yields a wanted type; one arm per function. */
final class FunctionRecipes {
  private static final List<String> REGEXES =
      List.of("[0-9]+", "a", "^a", "b$", ".", "[^a-z]", "(a)(b)?", "x|ab", "\\s+", "\\.", "\\w{2}");
  private static final List<String> PATTERNS =
      List.of("%", "a%", "%b", "_", "a_c", "%\\%%", "\\_", "", "%a%b%", "\\\\");
  private static final List<String> PARTS = List.of("a", "b", "X", ",", ".", "é", "😀", "ab", "%");
  private static final List<DecimalType> DECIMALS =
      List.of(
          new DecimalType(5, 2),
          new DecimalType(18, 4),
          new DecimalType(10, 0),
          new DecimalType(15, 2),
          new DecimalType(3, 3),
          new DecimalType(20, 10),
          new DecimalType(38, 10),
          new DecimalType(38, 0));
  private static final DecimalType DIVISIBLE = new DecimalType(12, 3);

  private final ExpressionSource source;
  private final Randomness random;

  FunctionRecipes(ExpressionSource source, Randomness random) {
    this.source = source;
    this.random = random;
  }

  /** A call of {@code function} of that type or a decimal like it; null if it yields none. */
  @Nullable Expression<?> make(ScalarFunction function, DataType wanted) {
    return switch (function) {
      case ADD, SUBTRACT, MULTIPLY, NEGATE, ABS, MODULO, TRY_ADD, TRY_SUBTRACT, TRY_MULTIPLY ->
          wanted.isNumeric() ? arithmetic(function, wanted) : null;
      case DIV, TRY_DIV, SQRT, EXP, LN, LOG10, POWER, SIN, COS, ATAN ->
          wanted == ScalarType.DOUBLE ? real(function) : null;
      case IDIV, EPOCH_MICROS, MICROS_BETWEEN -> wanted == ScalarType.LONG ? whole(function) : null;
      case DIVIDE, ROUND -> wanted instanceof DecimalType ? decimal(function) : null;
      case FLOOR, CEIL -> integral(function, wanted);
      case EQ, NE, LT, LE, GT, GE, SAME, IN, IS_NULL, IS_NOT_NULL, IS_NAN, AND, OR, NOT ->
          wanted == ScalarType.BOOL ? condition(function) : null;
      case STARTS_WITH, ENDS_WITH, CONTAINS, LIKE, MATCHES, LIST_CONTAINS ->
          wanted == ScalarType.BOOL ? search(function) : null;
      case SIGN, LENGTH, POSITION, SIZE, DAYS_BETWEEN ->
          wanted == ScalarType.INT ? number(function) : null;
      case YEAR, QUARTER, MONTH, DAY, DAY_OF_WEEK, DAY_OF_YEAR, HOUR, MINUTE, SECOND, MICROSECOND ->
          wanted == ScalarType.INT ? datePart(function) : null;
      case PLUS_DAYS, PLUS_MONTHS, PLUS_MICROS, TRUNCATE, OF_EPOCH_MICROS -> time(function, wanted);
      case LEAST, GREATEST, NULL_IF -> wanted.isOrdered() ? choice(function, wanted) : null;
      case CASE, COALESCE -> choice(function, wanted);
      case CAST, TRY_CAST -> cast(function, wanted);
      case CONCAT,
          UPPER,
          LOWER,
          TRIM,
          TRIM_LEFT,
          TRIM_RIGHT,
          SUBSTRING,
          LEFT_PART,
          RIGHT_PART,
          REPLACE,
          PAD_LEFT,
          PAD_RIGHT,
          REPEAT,
          REVERSE,
          REGEX_EXTRACT,
          REGEX_REPLACE,
          MD5,
          SHA256,
          JOIN_STRINGS ->
          wanted == ScalarType.STRING ? text(function) : null;
      case SPLIT -> wanted.equals(source.textList()) ? texts().split(random.of(PARTS)) : null;
      case LIST_OF, RECORD_OF, ELEMENT -> nested(function, wanted);
    };
  }

  private Expression<Object> any(DataType type) {
    return source.any(type);
  }

  private Expression<String> texts() {
    return source.typed(ScalarType.STRING);
  }

  private Expression<Object> number() {
    return any(random.of(ScalarType.INT, ScalarType.LONG, random.of(DECIMALS)));
  }

  private @Nullable Expression<?> arithmetic(ScalarFunction function, DataType wanted) {
    boolean trying = function.name().startsWith("TRY_");
    if (trying && wanted.isFloating()) {
      return null;
    }
    DataType left = wanted instanceof DecimalType ? random.of(DECIMALS) : wanted;
    DataType right = wanted instanceof DecimalType ? random.of(DECIMALS) : wanted;
    Expression<Object> a = any(left);
    return switch (function) {
      case ADD -> a.plus(any(right));
      case SUBTRACT -> a.minus(any(right));
      case MULTIPLY -> a.times(any(right));
      case NEGATE -> a.negate();
      case ABS -> a.abs();
      case TRY_ADD -> a.tryPlus(any(right));
      case TRY_SUBTRACT -> a.tryMinus(any(right));
      case TRY_MULTIPLY -> a.tryTimes(any(right));
      default -> a.mod(divisor(right));
    };
  }

  /** Now and then zero. */
  private Expression<Object> divisor(DataType type) {
    return random.oneIn(3) ? any(type) : source.literal(type);
  }

  private Expression<?> real(ScalarFunction function) {
    Expression<Object> a = random.oneIn(2) ? any(ScalarType.DOUBLE) : number();
    return switch (function) {
      case DIV -> a.div(divisor(random.of(ScalarType.DOUBLE, ScalarType.INT, random.of(DECIMALS))));
      case TRY_DIV -> a.tryDiv(any(random.of(ScalarType.DOUBLE, ScalarType.LONG)));
      case SQRT -> a.sqrt();
      case EXP -> a.exp();
      case LN -> a.ln();
      case LOG10 -> a.log10();
      case SIN -> a.sin();
      case COS -> a.cos();
      case ATAN -> a.atan();
      default -> a.power(random.of(0.0, 1.0, 2.0, -1.0, 0.5, 3.7, Double.NaN, 1.0 / 0));
    };
  }

  private Expression<?> whole(ScalarFunction function) {
    if (function == ScalarFunction.IDIV) {
      DataType type = random.of(ScalarType.INT, ScalarType.LONG);
      return any(type).idiv(divisor(type));
    }
    if (function == ScalarFunction.EPOCH_MICROS) {
      return any(ScalarType.INSTANT).epochMicros();
    }
    DataType type = random.of(ScalarType.INSTANT, ScalarType.LOCAL_TIMESTAMP);
    return any(type).microsUntil(any(type));
  }

  private Expression<?> decimal(ScalarFunction function) {
    if (function == ScalarFunction.ROUND) {
      return any(random.of(DECIMALS)).round(random.below(4));
    }
    DataType dividend = random.of(DIVISIBLE, ScalarType.INT, random.of(DECIMALS));
    DataType divisor = random.of(DIVISIBLE, ScalarType.INT, random.of(DECIMALS));
    return any(dividend).divide(divisor(divisor), random.below(7));
  }

  private @Nullable Expression<?> integral(ScalarFunction function, DataType wanted) {
    if (wanted != ScalarType.DOUBLE && !(wanted instanceof DecimalType)) {
      return null;
    }
    Expression<Object> a = any(wanted == ScalarType.DOUBLE ? wanted : random.of(DECIMALS));
    return function == ScalarFunction.FLOOR ? a.floor() : a.ceil();
  }

  private DataType ordered() {
    return random.of(
        ScalarType.BOOL,
        ScalarType.INT,
        ScalarType.LONG,
        ScalarType.FLOAT,
        ScalarType.DOUBLE,
        ScalarType.STRING,
        ScalarType.BINARY,
        ScalarType.DATE,
        ScalarType.LOCAL_TIMESTAMP,
        ScalarType.INSTANT,
        source.colours(),
        random.of(DECIMALS));
  }

  private Expression<?> condition(ScalarFunction function) {
    DataType type = ordered();
    return switch (function) {
      case EQ -> any(type).eq(any(type));
      case NE -> any(type).ne(any(type));
      case LT -> any(type).lt(any(type));
      case LE -> any(type).le(any(type));
      case GT -> any(type).gt(any(type));
      case GE -> any(type).ge(any(type));
      case SAME -> any(type).same(any(type));
      case IN -> any(type).in(source.value(type), source.value(type), source.value(type));
      case IS_NULL -> any(source.anyType()).isNull();
      case IS_NOT_NULL -> any(source.anyType()).isNotNull();
      case IS_NAN -> any(random.of(ScalarType.FLOAT, ScalarType.DOUBLE)).isNan();
      case AND -> flag().and(flag());
      case OR -> flag().or(flag());
      default -> flag().not();
    };
  }

  private Expression<Boolean> flag() {
    return source.typed(ScalarType.BOOL);
  }

  private Expression<?> search(ScalarFunction function) {
    String part = random.of(PARTS);
    return switch (function) {
      case STARTS_WITH -> texts().startsWith(part);
      case ENDS_WITH -> texts().endsWith(part);
      case CONTAINS -> texts().contains(part);
      case LIKE -> texts().like(random.of(PATTERNS));
      case MATCHES -> texts().matches(random.of(REGEXES));
      default -> {
        ListType list = source.simpleList();
        yield any(list).has(source.value(list.element()));
      }
    };
  }

  private Expression<?> number(ScalarFunction function) {
    return switch (function) {
      case SIGN -> any(random.of(ScalarType.DOUBLE, ScalarType.INT, random.of(DECIMALS))).sign();
      case LENGTH -> texts().length();
      case POSITION -> texts().position(random.oneIn(5) ? "" : random.of(PARTS));
      case SIZE -> any(source.anyList()).size();
      default -> days().daysUntil(days());
    };
  }

  private Expression<LocalDate> days() {
    return source.typed(ScalarType.DATE);
  }

  private Expression<?> datePart(ScalarFunction function) {
    DataType time = random.of(ScalarType.LOCAL_TIMESTAMP, ScalarType.INSTANT);
    Expression<Object> a = any(time);
    Expression<Object> day = random.oneIn(2) ? a : any(ScalarType.DATE);
    return switch (function) {
      case YEAR -> day.year();
      case QUARTER -> day.quarter();
      case MONTH -> day.month();
      case DAY -> day.day();
      case DAY_OF_WEEK -> day.dayOfWeek();
      case DAY_OF_YEAR -> day.dayOfYear();
      case HOUR -> a.hour();
      case MINUTE -> a.minute();
      case SECOND -> a.second();
      default -> a.microsecond();
    };
  }

  private @Nullable Expression<?> time(ScalarFunction function, DataType wanted) {
    boolean day = wanted == ScalarType.DATE;
    boolean timestamp = wanted == ScalarType.LOCAL_TIMESTAMP || wanted == ScalarType.INSTANT;
    return switch (function) {
      case PLUS_DAYS -> day ? days().plusDays(source.typed(ScalarType.INT)) : null;
      case PLUS_MONTHS -> day ? days().plusMonths(source.typed(ScalarType.INT)) : null;
      case PLUS_MICROS -> timestamp ? any(wanted).plus(duration()) : null;
      case OF_EPOCH_MICROS -> {
        Expression<Instant> instant = instantOfEpochMicros(source.typed(ScalarType.LONG));
        yield wanted == ScalarType.INSTANT ? instant : null;
      }
      default -> day || timestamp ? any(wanted).truncate(unit(day)) : null;
    };
  }

  private TimeUnit unit(boolean day) {
    return day
        ? random.of(TimeUnit.YEAR, TimeUnit.QUARTER, TimeUnit.MONTH, TimeUnit.WEEK, TimeUnit.DAY)
        : random.of(TimeUnit.values());
  }

  private Duration duration() {
    return random.of(
        Duration.ofDays(31),
        Duration.ofNanos(1000),
        Duration.ofSeconds(-1),
        Duration.ofDays(-400_000),
        Duration.ofDays(3_000_000));
  }

  private Expression<?> choice(ScalarFunction function, DataType wanted) {
    Expression<Object> a = any(wanted);
    return switch (function) {
      case LEAST -> least(a, any(wanted), any(wanted));
      case GREATEST -> greatest(a, any(wanted), any(wanted));
      case NULL_IF -> a.nullIf(any(wanted));
      case COALESCE -> coalesce(a, any(wanted));
      default ->
          random.oneIn(3)
              ? when(flag(), a).otherwiseNull()
              : when(flag(), a).when(flag(), any(wanted)).otherwise(any(wanted));
    };
  }

  private @Nullable Expression<?> cast(ScalarFunction function, DataType wanted) {
    DataType from = castable(wanted);
    if (from == null) {
      return null;
    }
    Expression<Object> a = any(from);
    boolean strict = function == ScalarFunction.CAST;
    if (wanted instanceof DecimalType type) {
      return strict
          ? a.asDecimal(type.precision(), type.scale())
          : a.tryAsDecimal(type.precision(), type.scale());
    }
    Class<?> target = source.javaClass(wanted);
    return strict ? a.cast(target) : a.tryCast(target);
  }

  private @Nullable DataType castable(DataType wanted) {
    if (wanted.isNumeric()) {
      DataType other = random.of(ScalarType.STRING, ScalarType.DOUBLE, ScalarType.FLOAT);
      DataType exact = random.of(ScalarType.INT, ScalarType.LONG, random.of(DECIMALS));
      return wanted.isInteger() && random.oneIn(6) ? ScalarType.BOOL : random.of(other, exact);
    }
    if (wanted == ScalarType.STRING) {
      return random.of(
          ScalarType.INT,
          ScalarType.LONG,
          ScalarType.BOOL,
          ScalarType.DATE,
          source.colours(),
          random.of(DECIMALS));
    }
    if (wanted instanceof EnumType || wanted == ScalarType.BOOL) {
      return ScalarType.STRING;
    }
    if (!(wanted instanceof ScalarType scalar) || !scalar.isTemporal()) {
      return null;
    }
    return random.of(
        ScalarType.STRING, ScalarType.DATE, ScalarType.LOCAL_TIMESTAMP, ScalarType.INSTANT);
  }

  private Expression<?> text(ScalarFunction function) {
    Expression<String> a = texts();
    int count = random.below(6) - 1;
    return switch (function) {
      case CONCAT -> a.concat(texts());
      case UPPER -> ascii(a).upper();
      case LOWER -> ascii(a).lower();
      case TRIM -> a.trim();
      case TRIM_LEFT -> a.trimLeft();
      case TRIM_RIGHT -> a.trimRight();
      case SUBSTRING -> a.substring(random.of(1, 2, 3, -1, -2, -9, 100), random.of(0, 1, 2, 9, -1));
      case LEFT_PART -> a.left(count);
      case RIGHT_PART -> a.right(count);
      case REPLACE -> a.replace(random.oneIn(6) ? "" : random.of(PARTS), random.of("", "é", "zz"));
      case PAD_LEFT -> a.padLeft(random.below(9) - 1, random.of(PARTS));
      case PAD_RIGHT -> a.padRight(random.below(9) - 1, random.of(PARTS));
      case REPEAT -> a.repeat(count);
      case REVERSE -> a.reverse();
      case REGEX_EXTRACT -> a.regexExtract("(a|b)([^a])?", random.below(3));
      case REGEX_REPLACE -> a.regexReplace(random.of(REGEXES), random.of("", "-", "<$0>"));
      case MD5 -> a.md5();
      case SHA256 -> a.sha256();
      default -> any(source.textList()).joinStrings(random.of(PARTS));
    };
  }

  /** Letters beyond ASCII change their case differently from engine to engine, as documented. */
  private static Expression<String> ascii(Expression<String> text) {
    return text.regexReplace("[^ -~]", "");
  }

  private @Nullable Expression<?> nested(ScalarFunction function, DataType wanted) {
    if (function == ScalarFunction.ELEMENT) {
      ListType list = source.listOf(wanted);
      return list == null ? null : any(list).element(random.below(5) - 1, source.javaClass(wanted));
    }
    if (wanted instanceof ListType list && function == ScalarFunction.LIST_OF) {
      Expression<Object> first = any(list.element());
      Expression<Object> second = any(list.element());
      return (first.nullable() || second.nullable()) == list.elementNullable()
          ? listOf(first, second)
          : null;
    }
    if (wanted instanceof RecordType type && function == ScalarFunction.RECORD_OF) {
      List<Expression<?>> values = new ArrayList<>();
      type.components().forEach(component -> values.add(any(component.type())));
      return recordOf(type.type(), values.toArray(new Expression<?>[0]));
    }
    return null;
  }
}
