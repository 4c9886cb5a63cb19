// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.expression.Expression;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes records of values, and rows of memory into what an engine would have stored. */
final class Assembly {
  private Assembly() {}

  static Record record(RecordType type, List<Expression<?>> values, RowScope scope) {
    @Nullable Object[] components = new @Nullable Object[values.size()];
    for (int index = 0; index < components.length; index++) {
      components[index] = ExpressionInterpreter.value(values.get(index), scope);
    }
    return record(type, components);
  }

  static Record record(RecordType type, @Nullable Object[] values) {
    for (int index = 0; index < values.length; index++) {
      Component component = type.components().get(index);
      if (values[index] == null && !component.nullable()) {
        throw ReferenceError.nullValue(type.name() + "." + component.name());
      }
    }
    return type.access().create(values);
  }

  /** The row as it is stored: scales as declared, microseconds, values in range. */
  static Record stored(RecordType type, Record row) {
    @Nullable Object[] values = new @Nullable Object[type.components().size()];
    for (int index = 0; index < values.length; index++) {
      values[index] = stored(type.components().get(index).type(), type.access().value(row, index));
    }
    return record(type, values);
  }

  /** The row with 0.0 for -0.0, as set operations yield it. */
  static Record normalized(RecordType type, Record row) {
    @Nullable Object[] values = new @Nullable Object[type.components().size()];
    for (int index = 0; index < values.length; index++) {
      Object value = type.access().value(row, index);
      values[index] = value == null ? null : ValueOrder.normalized(value);
    }
    return record(type, values);
  }

  private static @Nullable Object stored(DataType type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (type instanceof DecimalType decimal) {
      return decimal((BigDecimal) value, decimal);
    }
    if (type instanceof RecordType record) {
      return stored(record, (Record) value);
    }
    if (type instanceof ListType list) {
      return list(list, (List<?>) value);
    }
    if (value instanceof String text && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw ReferenceError.cast(value, type);
    }
    return type instanceof ScalarType scalar && scalar.isTemporal() ? Times.stored(value) : value;
  }

  private static BigDecimal decimal(BigDecimal value, DecimalType type) {
    BigDecimal scaled = value.setScale(type.scale(), RoundingMode.DOWN);
    if (scaled.compareTo(value) != 0 || !Decimals.fits(scaled, type)) {
      throw ReferenceError.cast(value, type);
    }
    return scaled;
  }

  /** The values as a list of that type. */
  static List<@Nullable Object> list(ListType type, List<?> values) {
    List<@Nullable Object> stored = new ArrayList<>();
    for (Object value : values) {
      if (value == null && !type.elementNullable()) {
        throw ReferenceError.nullValue("an element of " + type);
      }
      stored.add(stored(type.element(), value));
    }
    return Collections.unmodifiableList(stored);
  }
}
