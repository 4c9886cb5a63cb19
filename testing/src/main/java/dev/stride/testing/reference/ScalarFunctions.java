// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.expression.Call;
import dev.stride.api.expression.ErrorClass;
import dev.stride.api.expression.ScalarFunction;
import dev.stride.api.expression.TimeUnit;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One arm per scalar function, over arguments that are evaluated. */
final class ScalarFunctions {
  private ScalarFunctions() {}

  static @Nullable Object value(Call<?> call, @Nullable Object[] arguments) {
    return switch (call.function()) {
      case SAME -> ValueOrder.key(arguments[0]).equals(ValueOrder.key(arguments[1]));
      case IS_NULL -> arguments[0] == null;
      case IS_NOT_NULL -> arguments[0] != null;
      case AND -> both((Boolean) arguments[0], (Boolean) arguments[1]);
      case OR -> either((Boolean) arguments[0], (Boolean) arguments[1]);
      case LEAST -> extreme(arguments, -1);
      case GREATEST -> extreme(arguments, 1);
      case NULL_IF -> nullIf(arguments[0], arguments[1]);
      case LIST_OF -> Assembly.list((ListType) call.type(), Arrays.asList(arguments));
      case RECORD_OF -> Assembly.record((RecordType) call.type(), arguments);
      default -> strict(call, arguments);
    };
  }

  private static @Nullable Object strict(Call<?> call, @Nullable Object[] arguments) {
    Object[] present = new Object[arguments.length];
    for (int index = 0; index < arguments.length; index++) {
      Object argument = arguments[index];
      if (argument == null) {
        return null;
      }
      present[index] = argument;
    }
    return present(call, present);
  }

  private static @Nullable Object present(Call<?> call, Object[] arguments) {
    return switch (call.function()) {
      case ADD,
          SUBTRACT,
          MULTIPLY,
          DIV,
          IDIV,
          MODULO,
          NEGATE,
          ABS,
          SIGN,
          TRY_ADD,
          TRY_SUBTRACT,
          TRY_MULTIPLY,
          TRY_DIV,
          DIVIDE ->
          arithmetic(call, arguments);
      case EQ, NE, LT, LE, GT, GE, IN, IS_NAN, NOT -> comparison(call.function(), arguments);
      case CAST, TRY_CAST -> cast(call, arguments[0]);
      case YEAR, QUARTER, MONTH, DAY, DAY_OF_WEEK, DAY_OF_YEAR, HOUR, MINUTE, SECOND, MICROSECOND ->
          Times.part(call.function(), arguments[0]);
      case PLUS_DAYS,
          PLUS_MONTHS,
          PLUS_MICROS,
          DAYS_BETWEEN,
          MICROS_BETWEEN,
          TRUNCATE,
          EPOCH_MICROS,
          OF_EPOCH_MICROS ->
          time(call.function(), arguments);
      case FLOOR, CEIL, ROUND, SQRT, EXP, LN, LOG10, POWER, SIN, COS, ATAN ->
          Arithmetic.mathematics(call, arguments[0], arguments.length > 1 ? arguments[1] : null);
      case SIZE, ELEMENT, LIST_CONTAINS, JOIN_STRINGS -> list(call.function(), arguments);
      case CONCAT,
          UPPER,
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
          text(call.function(), (String) arguments[0], arguments);
      case SAME,
          IS_NULL,
          IS_NOT_NULL,
          AND,
          OR,
          LEAST,
          GREATEST,
          NULL_IF,
          CASE,
          COALESCE,
          LIST_OF,
          RECORD_OF ->
          throw new IllegalStateException(call.function() + " treats null on its own");
    };
  }

  private static @Nullable Object arithmetic(Call<?> call, Object[] arguments) {
    Object a = arguments[0];
    Object b = arguments[arguments.length > 1 ? 1 : 0];
    return switch (call.function()) {
      case ADD -> Arithmetic.sum(a, b, call.type());
      case SUBTRACT -> Arithmetic.difference(a, b, call.type());
      case MULTIPLY -> Arithmetic.product(a, b, call.type());
      case DIV -> Arithmetic.quotient(a, b);
      case IDIV -> Arithmetic.integerQuotient(a, b, call.type());
      case MODULO -> Arithmetic.remainder(a, b, call.type());
      case NEGATE -> Arithmetic.negated(a, call.type());
      case ABS -> Arithmetic.absolute(a, call.type());
      case SIGN -> Arithmetic.sign(a);
      case DIVIDE -> Arithmetic.decimalQuotient(a, b, call.type());
      case TRY_DIV -> (Double) b == 0 ? null : Arithmetic.quotient(a, b);
      default -> tried(call, a, b);
    };
  }

  private static @Nullable Object tried(Call<?> call, Object a, Object b) {
    try {
      return switch (call.function()) {
        case TRY_ADD -> Arithmetic.sum(a, b, call.type());
        case TRY_SUBTRACT -> Arithmetic.difference(a, b, call.type());
        default -> Arithmetic.product(a, b, call.type());
      };
    } catch (ReferenceError e) {
      return nullFor(e, ErrorClass.OVERFLOW);
    }
  }

  private static @Nullable Object cast(Call<?> call, Object value) {
    try {
      return ReferenceCasts.cast(value, call.arguments().get(0).type(), call.type());
    } catch (ReferenceError e) {
      if (call.function() == ScalarFunction.CAST) {
        throw e;
      }
      return nullFor(e, ErrorClass.CAST);
    }
  }

  private static @Nullable Object nullFor(ReferenceError error, ErrorClass tolerated) {
    if (error.errorClass() != tolerated) {
      throw error;
    }
    return null;
  }

  private static boolean comparison(ScalarFunction function, Object[] arguments) {
    return switch (function) {
      case EQ -> ValueOrder.compare(arguments[0], arguments[1]) == 0;
      case NE -> ValueOrder.compare(arguments[0], arguments[1]) != 0;
      case LT -> ValueOrder.compare(arguments[0], arguments[1]) < 0;
      case LE -> ValueOrder.compare(arguments[0], arguments[1]) <= 0;
      case GT -> ValueOrder.compare(arguments[0], arguments[1]) > 0;
      case GE -> ValueOrder.compare(arguments[0], arguments[1]) >= 0;
      case IN -> Arrays.stream(arguments, 1, arguments.length).anyMatch(isEqualTo(arguments[0]));
      case NOT -> !(Boolean) arguments[0];
      default -> Double.isNaN(((Number) arguments[0]).doubleValue());
    };
  }

  private static java.util.function.Predicate<Object> isEqualTo(Object value) {
    return other -> ValueOrder.compare(value, other) == 0;
  }

  private static @Nullable Boolean both(@Nullable Boolean a, @Nullable Boolean b) {
    if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
      return false;
    }
    return (a == null || b == null) ? null : Boolean.TRUE;
  }

  private static @Nullable Boolean either(@Nullable Boolean a, @Nullable Boolean b) {
    if (Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b)) {
      return true;
    }
    return (a == null || b == null) ? null : Boolean.FALSE;
  }

  private static @Nullable Object extreme(@Nullable Object[] values, int wanted) {
    Object extreme = null;
    for (Object value : values) {
      if (value != null && (extreme == null || ValueOrder.compare(value, extreme) * wanted > 0)) {
        extreme = value;
      }
    }
    // Of -0.0 and 0.0, which are equal, 0.0 stands for both.
    return extreme == null ? null : ValueOrder.normalized(extreme);
  }

  private static @Nullable Object nullIf(@Nullable Object a, @Nullable Object b) {
    return (a != null && b != null && ValueOrder.compare(a, b) == 0) ? null : a;
  }

  private static Object time(ScalarFunction function, Object[] arguments) {
    Object a = arguments[0];
    return switch (function) {
      case PLUS_DAYS -> Times.plusDays((LocalDate) a, (Integer) arguments[1]);
      case PLUS_MONTHS -> Times.plusMonths((LocalDate) a, (Integer) arguments[1]);
      case PLUS_MICROS -> Times.plusMicros(a, (Long) arguments[1]);
      case DAYS_BETWEEN -> Times.daysBetween((LocalDate) a, (LocalDate) arguments[1]);
      case MICROS_BETWEEN -> Times.microsBetween(a, arguments[1]);
      case TRUNCATE -> Times.truncated(a, TimeUnit.valueOf((String) arguments[1]));
      case EPOCH_MICROS -> Times.epochMicros((Instant) a);
      default -> Times.ofEpochMicros((Long) a);
    };
  }

  private static @Nullable Object list(ScalarFunction function, Object[] arguments) {
    List<?> list = (List<?>) arguments[0];
    return switch (function) {
      case SIZE -> list.size();
      case ELEMENT -> element(list, (Integer) arguments[1]);
      case JOIN_STRINGS -> Texts.join(list, (String) arguments[1]);
      default -> contains(list, arguments[1]);
    };
  }

  private static @Nullable Object element(List<?> list, int index) {
    return (index >= 0 && index < list.size()) ? list.get(index) : null;
  }

  private static @Nullable Boolean contains(List<?> list, Object wanted) {
    boolean missing = false;
    for (Object element : list) {
      if (element == null) {
        missing = true;
      } else if (ValueOrder.compare(element, wanted) == 0) {
        return true;
      }
    }
    return missing ? null : Boolean.FALSE;
  }

  private static Object text(ScalarFunction function, String a, Object[] arguments) {
    return switch (function) {
      case UPPER -> a.toUpperCase(Locale.ROOT);
      case LOWER -> a.toLowerCase(Locale.ROOT);
      case TRIM -> Texts.trimLeft(Texts.trimRight(a));
      case TRIM_LEFT -> Texts.trimLeft(a);
      case TRIM_RIGHT -> Texts.trimRight(a);
      case LENGTH -> Texts.length(a);
      case REVERSE -> Texts.reverse(a);
      case MD5 -> Texts.digest("MD5", a);
      case SHA256 -> Texts.digest("SHA-256", a);
      case SUBSTRING -> Texts.substring(a, (Integer) arguments[1], (Integer) arguments[2]);
      case LEFT_PART -> Texts.left(a, (Integer) arguments[1]);
      case RIGHT_PART -> Texts.right(a, (Integer) arguments[1]);
      case REPEAT -> a.repeat(Math.max(0, (Integer) arguments[1]));
      case PAD_LEFT -> Texts.padLeft(a, (Integer) arguments[1], (String) arguments[2]);
      case PAD_RIGHT -> Texts.padRight(a, (Integer) arguments[1], (String) arguments[2]);
      default -> texts(function, a, (String) arguments[1], arguments);
    };
  }

  private static Object texts(ScalarFunction function, String a, String b, Object[] arguments) {
    return switch (function) {
      case CONCAT -> a + b;
      case REPLACE -> Texts.replace(a, b, (String) arguments[2]);
      case STARTS_WITH -> a.startsWith(b);
      case ENDS_WITH -> a.endsWith(b);
      case CONTAINS -> a.contains(b);
      case POSITION -> Texts.position(a, b);
      case LIKE -> Texts.like(a, b);
      case SPLIT -> Texts.split(a, b);
      case MATCHES -> Regexes.matches(a, b);
      case REGEX_EXTRACT -> Regexes.extract(a, b, (Integer) arguments[2]);
      default -> Regexes.replace(a, b, (String) arguments[2]);
    };
  }
}
