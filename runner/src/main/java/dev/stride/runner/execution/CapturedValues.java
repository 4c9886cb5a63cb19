// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.function.MethodReference;
import dev.stride.store.Digests;
import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a lambda has captured, as a text that is equal where the values are. An object that is no
 * plain value has no such text: it equals nothing, not even itself, so that its step runs again.
 */
final class CapturedValues {
  private static final Set<Class<?>> PLAIN =
      Set.of(String.class, Boolean.class, Character.class, Duration.class);

  private CapturedValues() {}

  /** Empty if the function captures nothing. */
  static String of(Serializable function) {
    List<@Nullable Object> values = MethodReference.captured(function);
    return values.isEmpty() ? "" : text(values);
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof List<?> list) {
      return "list" + list.stream().map(CapturedValues::text).toList();
    }
    if (value instanceof Collection<?> unordered) {
      return "set" + unordered.stream().map(CapturedValues::text).sorted().toList();
    }
    if (value instanceof Map<?, ?> map) {
      return "map" + text(map.entrySet());
    }
    if (value instanceof Map.Entry<?, ?> entry) {
      return text(entry.getKey()) + "=" + text(entry.getValue());
    }
    if (value instanceof Optional<?> optional) {
      return "optional " + text(optional.orElse(null));
    }
    return typed(value, scalar(value));
  }

  private static String typed(Object value, String text) {
    return value.getClass().getName() + " " + text.length() + " " + text;
  }

  private static String scalar(Object value) {
    if (value instanceof byte[] bytes) {
      return Digests.of(bytes);
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof Record record) {
      return components(record);
    }
    boolean isPlain =
        PLAIN.contains(value.getClass()) || value instanceof Number || value instanceof Temporal;
    return isPlain ? value.toString() : UUID.randomUUID().toString();
  }

  private static String components(Record record) {
    StringBuilder text = new StringBuilder();
    try {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        component.getAccessor().setAccessible(true);
        text.append(text(component.getAccessor().invoke(record))).append(' ');
      }
      return text.toString();
    } catch (ReflectiveOperationException | RuntimeException e) {
      return UUID.randomUUID().toString();
    }
  }
}
