// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.ScalarType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data type of a plain Java class. */
final class ScalarTypes {
  private static final Map<Class<?>, ScalarType> BY_CLASS =
      Map.of(
          Boolean.class, ScalarType.BOOL,
          Integer.class, ScalarType.INT,
          Long.class, ScalarType.LONG,
          Float.class, ScalarType.FLOAT,
          Double.class, ScalarType.DOUBLE,
          String.class, ScalarType.STRING,
          byte[].class, ScalarType.BINARY,
          LocalDate.class, ScalarType.DATE,
          LocalDateTime.class, ScalarType.LOCAL_TIMESTAMP,
          Instant.class, ScalarType.INSTANT);

  private ScalarTypes() {}

  static @Nullable ScalarType of(Class<?> type) {
    return BY_CLASS.get(type);
  }
}
