// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.expression.CastGrammar;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Casts of values that are not null; texts by {@link CastGrammar}. */
final class ReferenceCasts {
  private ReferenceCasts() {}

  static Object cast(Object value, DataType from, DataType to) {
    if (from.equals(to)) {
      return value;
    }
    if (to == ScalarType.STRING) {
      return text(value);
    }
    if (value instanceof String text) {
      return parsed(text, to);
    }
    if (to instanceof ScalarType scalar && scalar.isTemporal()) {
      return time(value, scalar);
    }
    if (value instanceof Boolean flag) {
      return integer(flag ? BigDecimal.ONE : BigDecimal.ZERO, to, value);
    }
    return number((Number) value, to);
  }

  private static String text(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value instanceof Enum<?> constant ? constant.name() : value.toString();
  }

  private static Object time(Object value, ScalarType to) {
    LocalDateTime timestamp = Times.timestamp(value);
    if (to == ScalarType.DATE) {
      return timestamp.toLocalDate();
    }
    return to == ScalarType.INSTANT ? timestamp.toInstant(ZoneOffset.UTC) : timestamp;
  }

  private static Object number(Number value, DataType to) {
    if (to == ScalarType.DOUBLE) {
      return value.doubleValue();
    }
    if (to == ScalarType.FLOAT) {
      return single(value);
    }
    BigDecimal exact = finite(value, to);
    return to instanceof DecimalType decimal
        ? decimal(exact, decimal, value)
        : integer(exact, to, value);
  }

  private static float single(Number value) {
    float single = value.floatValue();
    if (Float.isInfinite(single) && !Double.isInfinite(value.doubleValue())) {
      throw ReferenceError.cast(value, ScalarType.FLOAT);
    }
    return single;
  }

  private static BigDecimal finite(Number value, DataType to) {
    if (value instanceof Double || value instanceof Float) {
      if (!Double.isFinite(value.doubleValue())) {
        throw ReferenceError.cast(value, to);
      }
      return Decimals.shortest(value.doubleValue());
    }
    return Arithmetic.decimal(value);
  }

  private static BigDecimal decimal(BigDecimal value, DecimalType to, Object original) {
    BigDecimal rounded = value.setScale(to.scale(), RoundingMode.HALF_UP);
    if (!Decimals.fits(rounded, to)) {
      throw ReferenceError.cast(original, to);
    }
    return rounded;
  }

  private static Object integer(BigDecimal value, DataType to, Object original) {
    // The exact value of a double decides, not its shortest text.
    BigDecimal exact =
        original instanceof Double || original instanceof Float
            ? new BigDecimal(((Number) original).doubleValue())
            : value;
    BigInteger whole = exact.setScale(0, RoundingMode.DOWN).toBigIntegerExact();
    int bits = to == ScalarType.INT ? Integer.SIZE : Long.SIZE;
    if (whole.bitLength() >= bits) {
      throw ReferenceError.cast(original, to);
    }
    return bits == Integer.SIZE ? (Object) whole.intValue() : (Object) whole.longValue();
  }

  private static Object parsed(String text, DataType to) {
    if (to instanceof EnumType constants) {
      return constant(text, constants);
    }
    if (!Pattern.compile(CastGrammar.of(to).replace("$", "\\z")).matcher(text).find()) {
      throw ReferenceError.cast(text, to);
    }
    if (to instanceof DecimalType decimal) {
      return decimal(new BigDecimal(text), decimal, text);
    }
    return scalar(text, (ScalarType) to);
  }

  private static Object constant(String text, EnumType constants) {
    for (Enum<?> constant : constants.type().getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw ReferenceError.cast(text, constants);
  }

  private static Object scalar(String text, ScalarType to) {
    try {
      return switch (to) {
        case BOOL -> text.equals("true");
        case INT, LONG -> integer(new BigDecimal(text), to, text);
        case FLOAT -> Float.parseFloat(text);
        case DOUBLE -> Double.parseDouble(text);
        case DATE -> LocalDate.parse(text);
        case LOCAL_TIMESTAMP -> LocalDateTime.parse(text.replace(' ', 'T'));
        case INSTANT ->
            LocalDateTime.parse(text.substring(0, text.length() - 1).replace(' ', 'T'))
                .toInstant(ZoneOffset.UTC);
        case STRING, BINARY -> throw ReferenceError.cast(text, to);
      };
    } catch (DateTimeException e) {
      throw ReferenceError.cast(text, to);
    }
  }
}
