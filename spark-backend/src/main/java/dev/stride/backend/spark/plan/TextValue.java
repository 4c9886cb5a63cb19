// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.expression.CastGrammar;
import dev.stride.api.expression.JavaRegex;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ScalarType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the texts of files as values of one type, as a cast does, and makes what Spark takes for
 * them. Confined to one task.
 */
interface TextValue {

  /** The value; null where the text is none. */
  @Nullable Object of(String text);

  static TextValue of(DataType type) {
    if (type == ScalarType.STRING) {
      return text -> text;
    }
    if (type instanceof EnumType constants) {
      Set<String> names =
          Arrays.stream(constants.type().getEnumConstants())
              .map(Enum::name)
              .collect(Collectors.toUnmodifiableSet());
      return text -> names.contains(text) ? text : null;
    }
    Matcher grammar = Pattern.compile(JavaRegex.of(CastGrammar.of(type))).matcher("");
    TextValue value =
        type instanceof DecimalType decimal
            ? text -> rounded(new BigDecimal(text), decimal)
            : parser((ScalarType) type);
    return text -> grammar.reset(text).find() ? orNull(value, text) : null;
  }

  private static @Nullable Object orNull(TextValue value, String text) {
    try {
      return value.of(text);
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  /** Rounded half up; null where the digits before the point are too many. */
  private static @Nullable BigDecimal rounded(BigDecimal value, DecimalType type) {
    BigDecimal rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
    return rounded.precision() > type.precision() ? null : rounded;
  }

  private static TextValue parser(ScalarType type) {
    return switch (type) {
      case BOOL -> Boolean::valueOf;
      case INT -> Integer::valueOf;
      case LONG -> Long::valueOf;
      case FLOAT -> Float::valueOf;
      case DOUBLE -> Double::valueOf;
      case DATE -> LocalDate::parse;
      case LOCAL_TIMESTAMP -> TextValue::timestamp;
      case INSTANT ->
          text -> timestamp(text.substring(0, text.length() - 1)).toInstant(ZoneOffset.UTC);
      case STRING, BINARY ->
          throw new IllegalArgumentException(
              "Cannot read text as: " + type + " (take it as it is)");
    };
  }

  private static LocalDateTime timestamp(String text) {
    return LocalDateTime.parse(text.replace(' ', 'T'));
  }
}
