// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The order and equality of values: texts by their UTF-8 bytes, NaN equal to itself and greatest,
 * -0.0 equal to 0.0, enums by name.
 */
public final class ValueOrder {
  private ValueOrder() {}

  /** Compares two values of one type, neither of them null. */
  public static int compare(Object a, Object b) {
    if (a instanceof String text) {
      return byBytes(text, (String) b);
    }
    if (a instanceof Enum<?> constant) {
      return byBytes(constant.name(), ((Enum<?>) b).name());
    }
    if (a instanceof byte[] bytes) {
      return Arrays.compareUnsigned(bytes, (byte[]) b);
    }
    return a instanceof Number number ? numbers(number, (Number) b) : others(a, b);
  }

  private static int numbers(Number a, Number b) {
    if (a instanceof Double x) {
      return Double.compare(x + 0.0, (Double) b + 0.0);
    }
    if (a instanceof Float x) {
      return Float.compare(x + 0.0f, (Float) b + 0.0f);
    }
    if (a instanceof BigDecimal x) {
      return x.compareTo((BigDecimal) b);
    }
    return Long.compare(a.longValue(), b.longValue());
  }

  private static int others(Object a, Object b) {
    if (a instanceof Boolean x) {
      return Boolean.compare(x, (Boolean) b);
    }
    if (a instanceof LocalDate x) {
      return x.compareTo((LocalDate) b);
    }
    if (a instanceof LocalDateTime x) {
      return x.compareTo((LocalDateTime) b);
    }
    return ((Instant) a).compareTo((Instant) b);
  }

  /** Code points have the order of their UTF-8 bytes; Java's chars do not. */
  private static int byBytes(String a, String b) {
    return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  /** A comparator in which null stands first or last. */
  public static Comparator<@Nullable Object> withNulls(boolean nullsFirst, boolean descending) {
    return (a, b) -> {
      if (a == null || b == null) {
        int order = Boolean.compare(b == null, a == null);
        return nullsFirst ? order : -order;
      }
      return descending ? compare(b, a) : compare(a, b);
    };
  }

  /** An object that is equal for equal values and only for those; null is equal to null. */
  static Object key(@Nullable Object value) {
    if (value == null) {
      return Missing.VALUE;
    }
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : normalized(value);
  }

  /** The value that stands for all equal ones: 0.0 for -0.0. */
  static Object normalized(Object value) {
    if (value instanceof Double x) {
      return x + 0.0;
    }
    return value instanceof Float x ? (Object) (x + 0.0f) : value;
  }

  private enum Missing {
    VALUE
  }
}
