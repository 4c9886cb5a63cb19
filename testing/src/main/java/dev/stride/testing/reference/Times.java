// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.expression.ScalarFunction;
import dev.stride.api.expression.TimeUnit;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** Functions over dates and times; instants are looked at in UTC. */
final class Times {
  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
  private static final int NANOS = 1000;
  private static final int MONTHS_OF_QUARTER = 3;

  private Times() {}

  /** The value itself; an error where it lies outside of the years that engines share. */
  static <T> T inRange(T value) {
    if (!isInRange(value)) {
      throw ReferenceError.outOfRange(value);
    }
    return value;
  }

  private static boolean isInRange(Object value) {
    try {
      LocalDate date = timestamp(value).toLocalDate();
      return !date.isBefore(FIRST) && !date.isAfter(LAST);
    } catch (DateTimeException e) {
      // Instants reach a year further than local timestamps.
      return false;
    }
  }

  static LocalDateTime timestamp(Object value) {
    if (value instanceof LocalDate date) {
      return date.atStartOfDay();
    }
    return value instanceof Instant instant
        ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
        : (LocalDateTime) value;
  }

  /** A timestamp as a value of the class of {@code like}. */
  private static Object as(LocalDateTime timestamp, Object like) {
    if (like instanceof LocalDate) {
      return timestamp.toLocalDate();
    }
    return like instanceof Instant ? timestamp.toInstant(ZoneOffset.UTC) : timestamp;
  }

  static int part(ScalarFunction function, Object value) {
    LocalDateTime time = timestamp(value);
    return switch (function) {
      case YEAR -> time.getYear();
      case QUARTER -> (time.getMonthValue() - 1) / MONTHS_OF_QUARTER + 1;
      case MONTH -> time.getMonthValue();
      case DAY -> time.getDayOfMonth();
      case DAY_OF_WEEK -> time.getDayOfWeek().getValue() - 1;
      case DAY_OF_YEAR -> time.getDayOfYear();
      case HOUR -> time.getHour();
      case MINUTE -> time.getMinute();
      case SECOND -> time.getSecond();
      case MICROSECOND -> time.getNano() / NANOS;
      default -> throw new IllegalArgumentException("no part: " + function);
    };
  }

  static Object truncated(Object value, TimeUnit unit) {
    LocalDateTime time = timestamp(value);
    LocalDate day = time.toLocalDate();
    LocalDateTime start =
        switch (unit) {
          case YEAR -> day.withDayOfYear(1).atStartOfDay();
          case QUARTER ->
              day.withDayOfMonth(1)
                  .withMonth((day.getMonthValue() - 1) / MONTHS_OF_QUARTER * MONTHS_OF_QUARTER + 1)
                  .atStartOfDay();
          case MONTH -> day.withDayOfMonth(1).atStartOfDay();
          case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay();
          case DAY -> day.atStartOfDay();
          case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
          case MINUTE -> time.truncatedTo(ChronoUnit.MINUTES);
          case SECOND -> time.truncatedTo(ChronoUnit.SECONDS);
        };
    return as(start, value);
  }

  static LocalDate plusDays(LocalDate date, int days) {
    return inRange(date.plusDays(days));
  }

  static LocalDate plusMonths(LocalDate date, int months) {
    return inRange(date.plusMonths(months));
  }

  static Object plusMicros(Object value, long micros) {
    try {
      return as(inRange(timestamp(value).plus(micros, ChronoUnit.MICROS)), value);
    } catch (DateTimeException e) {
      throw ReferenceError.outOfRange(value + " and " + micros + " microseconds");
    }
  }

  static int daysBetween(LocalDate from, LocalDate to) {
    return Math.toIntExact(ChronoUnit.DAYS.between(from, to));
  }

  static long microsBetween(Object from, Object to) {
    return ChronoUnit.MICROS.between(timestamp(from), timestamp(to));
  }

  static long epochMicros(Instant instant) {
    return microsBetween(Instant.EPOCH, instant);
  }

  static Instant ofEpochMicros(long micros) {
    return inRange(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  /** Microseconds, the rest cut toward the past. */
  static Object stored(Object value) {
    LocalDateTime timestamp = timestamp(inRange(value));
    LocalTime cut = timestamp.toLocalTime().truncatedTo(ChronoUnit.MICROS);
    return as(timestamp.with(cut), value);
  }
}
