// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.DataType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ScalarType;
import java.util.List;

/** Which casts exist, and how they are built. */
final class Casts {
  private Casts() {}

  static <T> Expression<T> cast(ScalarFunction cast, Expression<?> value, DataType target) {
    if (!exists(value.type(), target)) {
      throw Checks.misfit("a cast to " + target, value, "a type that can become " + target);
    }
    return new Call<>(cast, List.of(value), target);
  }

  static DataType typeOf(Class<?> type) {
    if (type.isEnum()) {
      @SuppressWarnings("unchecked")
      Class<? extends Enum<?>> enumType = (Class<? extends Enum<?>>) type;
      return new EnumType(enumType);
    }
    ScalarType scalar = ScalarTypes.of(type);
    if (scalar == null) {
      throw new IllegalArgumentException(
          "Cannot cast to: " + type.getSimpleName() + " (use asDecimal for BigDecimal)");
    }
    return scalar;
  }

  private static boolean exists(DataType from, DataType to) {
    if (from.equals(to)) {
      return true;
    }
    if (from.isNumeric()) {
      return to.isNumeric() || (to == ScalarType.STRING && !from.isFloating());
    }
    if (from == ScalarType.STRING) {
      return to.isNumeric()
          || to instanceof EnumType
          || (to != ScalarType.BINARY && to.isOrdered());
    }
    if (from instanceof EnumType) {
      return to == ScalarType.STRING;
    }
    if (from == ScalarType.BOOL) {
      return to == ScalarType.STRING || to.isInteger();
    }
    return fromTemporal(from, to);
  }

  private static boolean fromTemporal(DataType from, DataType to) {
    if (from == ScalarType.DATE) {
      return to == ScalarType.STRING
          || to == ScalarType.LOCAL_TIMESTAMP
          || to == ScalarType.INSTANT;
    }
    if (from == ScalarType.LOCAL_TIMESTAMP) {
      return to == ScalarType.DATE || to == ScalarType.INSTANT;
    }
    return from == ScalarType.INSTANT
        && (to == ScalarType.DATE || to == ScalarType.LOCAL_TIMESTAMP);
  }
}
