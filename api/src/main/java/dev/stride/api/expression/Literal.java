// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ScalarType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A constant.
 *
 * @param value the value, or null for a typed null
 * @param type its type
 */
public record Literal<T extends @Nullable Object>(@Nullable Object value, DataType type)
    implements Expression<T> {

  /**
   * The literal of a Java value. Instants and local timestamps keep microseconds, floored.
   *
   * @throws IllegalArgumentException if it is null or no data type holds values of its class
   */
  static <T> Literal<T> of(T value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "Cannot use null as a constant: its type is unknown (use nullOf or nullDecimal)");
    }
    return new Literal<>(stored(value), typeOf(value));
  }

  @Override
  public boolean nullable() {
    return value == null;
  }

  /**
   * The constant that a function was given as {@code expression}.
   *
   * @throws IllegalArgumentException if it is no literal or null
   */
  public static Object constant(Expression<?> expression) {
    if (expression instanceof Literal<?> literal && literal.value() != null) {
      return literal.value();
    }
    throw new IllegalArgumentException("Cannot use " + expression + ": it is no constant");
  }

  private static Object stored(Object value) {
    if (value instanceof Instant instant) {
      return instant.truncatedTo(ChronoUnit.MICROS);
    }
    if (value instanceof LocalDateTime timestamp) {
      return timestamp.truncatedTo(ChronoUnit.MICROS);
    }
    if (value instanceof BigDecimal decimal && decimal.scale() < 0) {
      return decimal.setScale(0);
    }
    return value;
  }

  private static DataType typeOf(Object value) {
    if (value instanceof BigDecimal decimal) {
      return DecimalType.of(decimal);
    }
    if (value instanceof Enum<?> constant) {
      return new EnumType(enumType(constant));
    }
    if (value instanceof Boolean) {
      return ScalarType.BOOL;
    }
    if (value instanceof Integer) {
      return ScalarType.INT;
    }
    if (value instanceof Long) {
      return ScalarType.LONG;
    }
    if (value instanceof Float) {
      return ScalarType.FLOAT;
    }
    if (value instanceof Double) {
      return ScalarType.DOUBLE;
    }
    if (value instanceof String) {
      return ScalarType.STRING;
    }
    if (value instanceof byte[]) {
      return ScalarType.BINARY;
    }
    return temporalType(value);
  }

  private static DataType temporalType(Object value) {
    if (value instanceof LocalDate) {
      return ScalarType.DATE;
    }
    if (value instanceof LocalDateTime) {
      return ScalarType.LOCAL_TIMESTAMP;
    }
    if (value instanceof Instant) {
      return ScalarType.INSTANT;
    }
    throw new IllegalArgumentException(
        "Cannot use as literal: a " + value.getClass().getName() + " (use a stored value type)");
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends Enum<?>> enumType(Enum<?> constant) {
    return (Class<? extends Enum<?>>) constant.getDeclaringClass();
  }

  @Override
  public String toString() {
    if (value instanceof String text) {
      return "'" + text + "'";
    }
    return value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
  }
}
