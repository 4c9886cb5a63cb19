// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.Decimal;
import dev.stride.api.expression.ErrorClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Rows that Java code makes, in memory or by {@code map}: what engines store of them, and what they
 * refuse. A backend's tests extend this class.
 */
public abstract class RowsContract extends ContractQueries {
  /** A value of each kind that has a limit, and a part with one. */
  public record Limited(
      int id,
      @Decimal(precision = 5, scale = 2) BigDecimal price,
      LocalDate day,
      LocalDateTime local,
      Instant instant,
      String text,
      List<String> texts,
      Part part) {}

  /** A part of a row. */
  public record Part(String name) {}

  private static final Limited GOOD =
      new Limited(
          0,
          new BigDecimal("123.4"),
          LocalDate.of(1, 1, 1),
          LocalDateTime.parse("9999-12-31T23:59:59.999999"),
          Instant.parse("0001-01-01T00:00:00Z"),
          "what? \ud83d\ude00?",
          List.of("a"),
          new Part("b"));

  private static Limited priced(String price) {
    return new Limited(
        0, new BigDecimal(price), GOOD.day, GOOD.local, GOOD.instant, "", GOOD.texts, GOOD.part);
  }

  private static Limited at(LocalDate day, LocalDateTime local, Instant instant) {
    return new Limited(0, GOOD.price, day, local, instant, "", GOOD.texts, GOOD.part);
  }

  private static Limited saying(String text, List<String> texts, Part part) {
    return new Limited(0, GOOD.price, GOOD.day, GOOD.local, GOOD.instant, text, texts, part);
  }

  /** Rows that no engine can store, each with the class of its error. */
  private enum Bad {
    TOO_MANY_DIGITS(ErrorClass.CAST, priced("12345.67")),
    TOO_FINE(ErrorClass.CAST, priced("1.234")),
    FAR_TOO_MANY_DIGITS(ErrorClass.CAST, priced("1E+1000")),
    FAR_TOO_FINE(ErrorClass.CAST, priced("1E-1000")),
    LATE_DAY(ErrorClass.OUT_OF_RANGE, at(LocalDate.MAX, GOOD.local, GOOD.instant)),
    LATE_TIME(ErrorClass.OUT_OF_RANGE, at(GOOD.day, LocalDateTime.MAX, GOOD.instant)),
    EARLY_TIME(ErrorClass.OUT_OF_RANGE, at(GOOD.day, LocalDateTime.MIN, GOOD.instant)),
    LATE_INSTANT(ErrorClass.OUT_OF_RANGE, at(GOOD.day, GOOD.local, Instant.MAX)),
    EARLY_INSTANT(ErrorClass.OUT_OF_RANGE, at(GOOD.day, GOOD.local, Instant.MIN)),
    JUST_LATE(
        ErrorClass.OUT_OF_RANGE, at(GOOD.day, GOOD.local, Instant.parse("+10000-01-01T00:00:00Z"))),
    HALF_A_PAIR(ErrorClass.CAST, saying("a\ud800b", GOOD.texts, GOOD.part)),
    HALF_A_PAIR_AT_THE_END(ErrorClass.CAST, saying("é\ud83d", GOOD.texts, GOOD.part)),
    HALF_A_PAIR_IN_A_LIST(ErrorClass.CAST, saying("", List.of("a", "\udc00"), GOOD.part)),
    HALF_A_PAIR_IN_A_PART(ErrorClass.CAST, saying("", GOOD.texts, new Part("\udc00"))),
    NULL_IN_A_LIST(ErrorClass.NULL_VALUE, saying("", Arrays.asList("a", absent(), "b"), GOOD.part)),
    NULL_IN_A_PART(ErrorClass.NULL_VALUE, saying("", GOOD.texts, new Part(absent())));

    private final ErrorClass errorClass;
    private final Limited row;

    Bad(ErrorClass errorClass, Limited row) {
      this.errorClass = errorClass;
      this.row = row;
    }

    /** A null where the type says never null, as code that is not checked may have it. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T absent() {
      return (@Nullable T) null;
    }
  }

  private static Limited bad(Texts name) {
    return Bad.valueOf(String.valueOf(name.a())).row;
  }

  private static Limited good(Ints at) {
    return GOOD;
  }

  @Test
  void keepsWhatLiesWithinTheLimits() {
    Limited stored =
        new Limited(
            0,
            new BigDecimal("123.40"),
            GOOD.day,
            GOOD.local,
            GOOD.instant,
            GOOD.text,
            GOOD.texts,
            GOOD.part);

    assertThat(rows(GOOD).toList()).containsExactly(stored);
    assertThat(rows(new Ints(0, 0)).map(Limited.class, RowsContract::good).toList())
        .containsExactly(stored);
  }

  @Test
  void cutsTimesToMicroseconds() {
    Instant fine = Instant.parse("1969-12-31T23:59:59.123456789Z");
    LocalDateTime local = LocalDateTime.parse("2024-01-01T00:00:00.000000999");

    assertThat(rows(at(GOOD.day, local, fine)).toList())
        .containsExactly(
            new Limited(
                0,
                new BigDecimal("123.40"),
                GOOD.day,
                LocalDateTime.parse("2024-01-01T00:00:00"),
                Instant.parse("1969-12-31T23:59:59.123456Z"),
                "",
                GOOD.texts,
                GOOD.part));
  }

  @Test
  void refusesRowsInMemoryThatNoEngineCanStore() {
    for (Bad bad : Bad.values()) {
      assertFails(bad.errorClass, rows(bad.row));
    }
  }

  @Test
  void refusesMappedRowsThatNoEngineCanStore() {
    for (Bad bad : Bad.values()) {
      assertFails(
          bad.errorClass, rows(new Texts(bad.name(), null)).map(Limited.class, RowsContract::bad));
    }
  }
}
