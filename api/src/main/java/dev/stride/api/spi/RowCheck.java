// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.expression.ErrorClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an engine can store a record made by Java code: no null where the record says never
 * null, decimals within their digits, dates and times within the years 1 to 9999, text that has a
 * form in UTF-8. Immutable and thread-safe.
 *
 * @param type the record
 */
public record RowCheck(RecordType type) {
  private static final Set<ScalarType> ALWAYS_FIT =
      EnumSet.of(
          ScalarType.BOOL, ScalarType.INT, ScalarType.LONG, ScalarType.FLOAT, ScalarType.DOUBLE);
  private static final long FIRST_SECOND =
      LocalDateTime.of(1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
  private static final long END_SECOND =
      LocalDateTime.of(10_000, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long END_DAY = LocalDate.of(10_000, 1, 1).toEpochDay();

  /** Whether a day since 1970-01-01 lies within the years 1 to 9999. */
  public static boolean isDayInRange(long day) {
    return day >= FIRST_DAY && day < END_DAY;
  }

  /** Whether a second since 1970-01-01T00:00:00Z lies within the years 1 to 9999. */
  public static boolean isSecondInRange(long second) {
    return second >= FIRST_SECOND && second < END_SECOND;
  }

  /** Where text has half of a surrogate pair without the other; -1 where it has none. */
  public static int unpairedSurrogate(String text) {
    int index = 0;
    while (index < text.length()) {
      if (!Character.isSurrogate(text.charAt(index))) {
        index++;
      } else if (Character.charCount(text.codePointAt(index)) == 2) {
        index += 2;
      } else {
        return index;
      }
    }
    return -1;
  }

  /** Whether there is a record of that type which no engine can store. */
  public static boolean isNeeded(RecordType type) {
    return type.components().stream().anyMatch(RowCheck::canMisfit);
  }

  /** Numbers and truth values can be stored whatever they are, and are null only where they may. */
  private static boolean canMisfit(Component component) {
    return !(component.type() instanceof ScalarType scalar) || !ALWAYS_FIT.contains(scalar);
  }

  /**
   * Does nothing if the row can be stored.
   *
   * @throws StrideException of kind {@code USER} that begins with the {@link ErrorClass} and names
   *     the component
   */
  public void check(Record row) {
    check(type, row);
  }

  private static void check(RecordType type, Record row) {
    for (int index = 0; index < type.components().size(); index++) {
      Component component = type.components().get(index);
      if (!canMisfit(component)) {
        continue;
      }
      Object value = type.access().value(row, index);
      if (value != null) {
        check(component.type(), value, new Place(type, component));
      } else if (!component.nullable()) {
        throw isNull(new Place(type, component).toString());
      }
    }
  }

  private static void check(DataType type, Object value, Place place) {
    if (value instanceof Record record) {
      check((RecordType) type, record);
    } else if (value instanceof List<?> list) {
      list.forEach(element -> checkElement((ListType) type, element, place));
    } else if (value instanceof BigDecimal decimal) {
      checkDecimal((DecimalType) type, decimal, place);
    } else if (value instanceof String text) {
      checkText(text, place);
    } else if (!isInRange(value)) {
      throw error(
          ErrorClass.OUT_OF_RANGE, value + " of " + place + " leaves the years 1 to 9999", null);
    }
  }

  private static void checkElement(ListType type, @Nullable Object element, Place place) {
    if (element != null) {
      check(type.element(), element, place);
    } else if (!type.elementNullable()) {
      throw isNull("an element of " + place);
    }
  }

  private static void checkDecimal(DecimalType type, BigDecimal value, Place place) {
    try {
      type.fit(value);
    } catch (ArithmeticException e) {
      throw error(ErrorClass.CAST, value + " does not fit " + place + ", a " + type, e);
    }
  }

  private static void checkText(String text, Place place) {
    int at = unpairedSurrogate(text);
    if (at >= 0) {
      throw error(
          ErrorClass.CAST,
          "text with an unpaired surrogate at index "
              + at
              + " does not fit "
              + place
              + " (replace it, or keep it as byte[])",
          null);
    }
  }

  private static boolean isInRange(Object value) {
    if (value instanceof LocalDate date) {
      return isDayInRange(date.toEpochDay());
    }
    if (value instanceof LocalDateTime time) {
      return isSecondInRange(time.toEpochSecond(ZoneOffset.UTC));
    }
    return !(value instanceof Instant instant) || isSecondInRange(instant.getEpochSecond());
  }

  private static StrideException isNull(String what) {
    return error(ErrorClass.NULL_VALUE, ErrorClass.isNull(what), null);
  }

  private static StrideException error(
      ErrorClass errorClass, String reason, @Nullable Throwable cause) {
    return new StrideException(FailureKind.USER, errorClass + ": " + reason, cause);
  }

  /** A component, for people. */
  private record Place(RecordType type, Component component) {
    @Override
    public String toString() {
      return type.name() + "." + component.name();
    }
  }
}
