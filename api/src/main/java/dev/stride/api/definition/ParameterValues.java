// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads parameter values from text. */
final class ParameterValues {
  private static final Map<Class<?>, Function<String, Object>> PARSERS =
      Map.of(
          String.class, text -> text,
          Integer.class, Integer::valueOf,
          Long.class, Long::valueOf,
          Float.class, ParameterValues::single,
          Double.class, ParameterValues::number,
          Boolean.class, ParameterValues::bool,
          LocalDate.class, LocalDate::parse,
          LocalDateTime.class, LocalDateTime::parse,
          Instant.class, Instant::parse);

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

  private ParameterValues() {}

  static boolean isSupported(Class<?> type) {
    return type.isEnum() || PARSERS.containsKey(type);
  }

  static Object parse(ParameterDefinition parameter, Object argument) {
    if (parameter.type().isInstance(argument)) {
      return argument;
    }
    try {
      Function<String, Object> parser = PARSERS.get(parameter.type());
      String text = text(parameter.type(), argument);
      return parser == null ? constant(parameter.type(), text) : parser.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw invalid(parameter, argument);
    }
  }

  /** A number of another class is taken where its text says the same. */
  private static String text(Class<?> type, Object argument) {
    boolean isText = argument instanceof String;
    if (isText || (argument instanceof Number && Number.class.isAssignableFrom(type))) {
      return argument.toString();
    }
    throw new IllegalArgumentException("no text");
  }

  private static Object number(String text) {
    return finite(text, Double.parseDouble(text));
  }

  private static Object single(String text) {
    float number = Float.parseFloat(text);
    finite(text, number);
    return number;
  }

  /** As Java prints it or people write it: not in hexadecimal form, not as {@code 1d}. */
  private static double finite(String text, double number) {
    boolean isNamed = NOT_FINITE.contains(text);
    if (!isNamed && (!NUMBER.matcher(text).matches() || Double.isInfinite(number))) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }

  private static Object bool(String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw new IllegalArgumentException(text);
  }

  private static Object constant(Class<?> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(text));
  }

  private static StrideException invalid(ParameterDefinition parameter, Object argument) {
    return new StrideException(
        FailureKind.USAGE,
        "Invalid value of --"
            + parameter.name()
            + ": "
            + argument
            + " (must be "
            + described(parameter.type())
            + ")");
  }

  private static String described(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name())
              .toList();
    }
    if (type == Integer.class || type == Long.class) {
      return "a whole number" + (type == Integer.class ? " of at most 32 bits" : "");
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a text";
    }
    return Number.class.isAssignableFrom(type)
        ? "a number that a " + (type == Double.class ? "double" : "float") + " can hold"
        : "a " + type.getSimpleName() + " in ISO form";
  }
}
