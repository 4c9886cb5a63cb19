// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random values of every kind that a step may yield, equal for equal seeds. */
final class Samples {
  private static final List<String> ZONES =
      List.of("Europe/Berlin", "America/St_Johns", "UTC", "GMT", "Asia/Kathmandu", "+02:00", "Z");

  private final Random random;

  Samples(long seed) {
    this.random = new Random(seed);
  }

  enum Colour {
    RED,
    GREEN,
    BLUE;

    @Override
    public String toString() {
      return "colour " + ordinal();
    }
  }

  sealed interface Shape permits Circle, Square, Round, Nothing {}

  record Circle(double radius, String type) implements Shape {}

  record Square(int side, Optional<Shape> inside) implements Shape {}

  sealed interface Round extends Shape permits Ball {}

  record Ball(List<Shape> parts) implements Round {}

  record Nothing() implements Shape {}

  /** Looks like a bean with more properties than it has. */
  record Measured(double value, boolean isGood) {
    public boolean isBad() {
      return !isGood;
    }

    public double getSquare() {
      return value * value;
    }
  }

  record Wrapper(String only) {}

  record Plain(
      boolean flag,
      byte tiny,
      short small,
      int number,
      long large,
      float single,
      double real,
      char letter,
      @Nullable Integer boxed,
      @Nullable Double boxedReal,
      @Nullable Character boxedLetter,
      @Nullable String text,
      @Nullable BigDecimal decimal,
      @Nullable BigInteger integer,
      @Nullable Colour colour) {}

  record Times(
      Instant instant,
      LocalDate date,
      LocalTime time,
      LocalDateTime dateTime,
      OffsetDateTime offset,
      OffsetTime offsetTime,
      ZonedDateTime zoned,
      Duration duration,
      Period period,
      Year year,
      YearMonth yearMonth,
      MonthDay monthDay,
      ZoneId zone,
      ZoneOffset zoneOffset,
      DayOfWeek day,
      Month month) {}

  record Nested(
      List<Map<String, List<Plain>>> deep,
      Map<Colour, Integer> byColour,
      Map<Integer, String> byNumber,
      Map<Long, Optional<String>> byLarge,
      Map<LocalDate, Shape> byDate,
      Optional<Measured> measured,
      List<Optional<Integer>> gaps,
      @Nullable Shape shape,
      Circle circle,
      Wrapper wrapper) {}

  Plain plain() {
    return new Plain(
        random.nextBoolean(),
        (byte) random.nextInt(),
        (short) random.nextInt(),
        any(Integer.MIN_VALUE, Integer.MAX_VALUE, random.nextInt()),
        any(Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong()),
        any(Float.NaN, -0.0f, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, random.nextFloat()),
        real(),
        (char) random.nextInt(0x10000),
        orNull(random::nextInt),
        orNull(this::real),
        orNull(() -> (char) random.nextInt(0x10000)),
        orNull(this::text),
        orNull(this::decimal),
        orNull(() -> new BigInteger(1 + random.nextInt(300), random).negate()),
        orNull(() -> any(Colour.values())));
  }

  double real() {
    return any(
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.0,
        0.0,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        random.nextGaussian(),
        Double.longBitsToDouble(random.nextLong() & ~(1L << 52)));
  }

  BigDecimal decimal() {
    BigInteger unscaled = new BigInteger(1 + random.nextInt(200), random);
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale());
  }

  private int scale() {
    return any(0, 2, 38, -3, -40, random.nextInt(100) - 50);
  }

  /** Any UTF-16 at all: control characters, halves of pairs, line separators. */
  String text() {
    int length = random.nextInt(20);
    StringBuilder text = new StringBuilder();
    for (int index = 0; index < length; index++) {
      switch (random.nextInt(5)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append((char) random.nextInt(0x10000));
        case 2 -> text.appendCodePoint(0x1F600 + random.nextInt(50));
        case 3 -> text.append(any("\u2028", "\"", "\\", "/", "\uFEFF", "é", "\u0000"));
        default -> text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }

  Times times() {
    Instant instant =
        any(
            Instant.EPOCH,
            Instant.MIN,
            Instant.MAX,
            Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
    LocalDateTime dateTime =
        LocalDateTime.ofEpochSecond(
            random.nextInt() * 100L, random.nextInt(1_000_000_000), ZoneOffset.UTC);
    ZoneId zone = ZoneId.of(any(ZONES.toArray(String[]::new)));
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(64_800));
    return new Times(
        instant,
        any(LocalDate.MIN, LocalDate.MAX, dateTime.toLocalDate()),
        any(LocalTime.MIDNIGHT, LocalTime.MAX, dateTime.toLocalTime()),
        dateTime,
        dateTime.atOffset(offset),
        dateTime.toLocalTime().atOffset(offset),
        dateTime.atZone(zone),
        any(Duration.ZERO, Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000))),
        Period.of(random.nextInt(10), -random.nextInt(10), random.nextInt(99)),
        Year.of(any(0, -44, 2024, 12_345)),
        YearMonth.from(dateTime),
        MonthDay.from(dateTime),
        zone,
        offset,
        dateTime.getDayOfWeek(),
        dateTime.getMonth());
  }

  Shape shape(int depth) {
    return switch (random.nextInt(depth > 3 ? 2 : 4)) {
      case 0 -> new Circle(real(), text());
      case 1 -> new Nothing();
      case 2 ->
          new Square(
              random.nextInt(),
              random.nextBoolean() ? Optional.empty() : Optional.of(shape(depth + 1)));
      default -> new Ball(list(() -> shape(depth + 1)));
    };
  }

  Nested nested() {
    return new Nested(
        list(() -> map(this::text, () -> list(this::plain))),
        map(() -> any(Colour.values()), random::nextInt),
        map(random::nextInt, this::text),
        map(random::nextLong, () -> optional(this::text)),
        map(() -> LocalDate.ofEpochDay(random.nextInt(100_000)), () -> shape(0)),
        optional(() -> new Measured(real(), random.nextBoolean())),
        list(() -> optional(random::nextInt)),
        orNull(() -> shape(0)),
        new Circle(real(), text()),
        new Wrapper(text()));
  }

  <T> List<T> list(Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int size = random.nextInt(4); size > 0; size--) {
      list.add(element.get());
    }
    return list;
  }

  private <K, V> Map<K, V> map(Supplier<K> key, Supplier<V> value) {
    Map<K, V> map = new LinkedHashMap<>();
    for (int size = random.nextInt(4); size > 0; size--) {
      map.put(key.get(), value.get());
    }
    return map;
  }

  private <T> Optional<T> optional(Supplier<T> value) {
    return random.nextBoolean() ? Optional.empty() : Optional.of(value.get());
  }

  private <T> @Nullable T orNull(Supplier<T> value) {
    return random.nextInt(4) == 0 ? null : value.get();
  }

  @SafeVarargs
  private <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }
}
