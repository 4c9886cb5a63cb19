// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.coalesce;
import static dev.stride.api.expression.Functions.collectList;
import static dev.stride.api.expression.Functions.count;
import static dev.stride.api.expression.Functions.countDistinct;
import static dev.stride.api.expression.Functions.decimalMean;
import static dev.stride.api.expression.Functions.desc;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.firstBy;
import static dev.stride.api.expression.Functions.instantOfEpochMicros;
import static dev.stride.api.expression.Functions.lastBy;
import static dev.stride.api.expression.Functions.left;
import static dev.stride.api.expression.Functions.literal;
import static dev.stride.api.expression.Functions.max;
import static dev.stride.api.expression.Functions.mean;
import static dev.stride.api.expression.Functions.min;
import static dev.stride.api.expression.Functions.percentile;
import static dev.stride.api.expression.Functions.sum;
import static dev.stride.api.expression.Functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stride.api.Dataset;
import dev.stride.api.JoinCondition;
import dev.stride.api.expression.ErrorClass;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.TimeUnit;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.RecordType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What expressions and relations mean on every backend: one test per construct on which engines are
 * known to disagree, numbered as in the table of traps of the design. A backend's tests extend this
 * class.
 */
public abstract class AlgebraContract extends ContractQueries {

  /** The numbers of traps that the algebra cannot fall into, each with the reason. */
  public static final Map<Integer, String> NOT_APPLICABLE =
      Map.of(
          7, "a sum is LONG by its type; what reaches files is tested where a backend writes them",
          29, "files are tested where a backend reads and writes them",
          35, "there is no map type",
          41, "there are no lambdas over elements");

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  @DisplayName("1: a quotient of integers is a double")
  void quotientOfIntegersIsADouble() {
    assertThat(value(new Ints(7, 2), field(Ints::a).div(field(Ints::b)))).isEqualTo(3.5);
    assertThat(value(new Longs(1L, 3L), field(Longs::a).div(3))).isEqualTo(1.0 / 3);
  }

  @Test
  @DisplayName("2: a double divided by zero fails, null divided by zero is null")
  void doubleDividedByZeroFails() {
    Expression<Double> quotient = field(Doubles::a).div(field(Doubles::b));

    assertFails(ErrorClass.DIVISION_BY_ZERO, new Doubles(1.0, 0.0), quotient);
    assertFails(ErrorClass.DIVISION_BY_ZERO, new Doubles(1.0, -0.0), quotient);
    assertFails(ErrorClass.DIVISION_BY_ZERO, new Doubles(NAN, 0.0), quotient);
    assertFails(ErrorClass.DIVISION_BY_ZERO, new Doubles(1.0, 2.0), field(Doubles::a).div(0));
    assertThat(value(new Doubles(null, 0.0), quotient)).isNull();
    assertThat(value(new Doubles(1.0, null), quotient)).isNull();
    assertThat(value(new Doubles(1.0, 0.0), field(Doubles::a).tryDiv(field(Doubles::b)))).isNull();
    assertThat(value(new Doubles(1.0, INFINITY), quotient)).isEqualTo(0.0);
  }

  @Test
  @DisplayName("3: an integer quotient or remainder by zero fails, of null it is null")
  void integerQuotientByZeroFails() {
    Expression<Long> quotient = field(Ints::a).idiv(field(Ints::b));
    Expression<@Nullable Integer> remainder = field(Ints::a).mod(field(Ints::b));

    assertFails(ErrorClass.DIVISION_BY_ZERO, new Ints(1, 0), quotient);
    assertFails(ErrorClass.DIVISION_BY_ZERO, new Ints(1, 0), remainder);
    assertThat(value(new Ints(null, 0), quotient)).isNull();
    assertThat(value(new Ints(null, 0), remainder)).isNull();
    assertThat(value(new Ints(1, null), remainder)).isNull();
  }

  @Test
  @DisplayName("4: an integer quotient is a long, truncated toward zero")
  void integerQuotientIsTruncatedTowardZero() {
    Expression<Long> quotient = field(Ints::a).idiv(field(Ints::b));

    assertThat(values(rows(new Ints(7, 2), new Ints(-7, 2), new Ints(7, -2)), quotient))
        .containsExactly(3L, -3L, -3L);
    assertThat(values(rows(new Ints(-7, 2), new Ints(7, -2)), field(Ints::a).mod(field(Ints::b))))
        .containsExactly(-1, 1);
    assertThat(value(new Ints(Integer.MIN_VALUE, -1), quotient)).isEqualTo(2147483648L);
    assertFails(
        ErrorClass.OVERFLOW, new Longs(Long.MIN_VALUE, -1L), field(Longs::a).idiv(field(Longs::b)));
    assertThat(value(new Longs(Long.MIN_VALUE, -1L), field(Longs::a).mod(field(Longs::b))))
        .isEqualTo(0L);
  }

  @Test
  @DisplayName("5: integer arithmetic fails where it overflows, its trying form is null")
  void integerArithmeticFailsWhereItOverflows() {
    Ints greatest = new Ints(Integer.MAX_VALUE, 1);
    Ints least = new Ints(Integer.MIN_VALUE, 1);
    Longs longs = new Longs(Long.MAX_VALUE, 2L);

    assertFails(ErrorClass.OVERFLOW, greatest, field(Ints::a).plus(field(Ints::b)));
    assertFails(ErrorClass.OVERFLOW, least, field(Ints::a).minus(field(Ints::b)));
    assertFails(ErrorClass.OVERFLOW, least, field(Ints::a).negate());
    assertFails(ErrorClass.OVERFLOW, least, field(Ints::a).abs());
    assertFails(ErrorClass.OVERFLOW, longs, field(Longs::a).times(field(Longs::b)));
    Expression<@Nullable Long> product = field(Longs::b).minus(2L).times(3L).times(Long.MAX_VALUE);
    assertThat(value(longs, product)).isEqualTo(0L);
    assertThat(value(greatest, field(Ints::a).tryPlus(field(Ints::b)))).isNull();
    assertThat(value(least, field(Ints::a).tryMinus(field(Ints::b)))).isNull();
    assertThat(value(longs, field(Longs::a).tryTimes(field(Longs::b)))).isNull();
    assertThat(value(greatest, field(Ints::a).tryMinus(field(Ints::b)))).isEqualTo(2147483646);
    assertFails(
        ErrorClass.DIVISION_BY_ZERO,
        new Longs(1L, 0L),
        field(Longs::a).tryPlus(field(Longs::a).idiv(field(Longs::b))));
  }

  @Test
  @DisplayName("6: a sum of integers is a long and fails beyond it")
  void sumOfIntegersIsALong() {
    Dataset<Longs> small = rows(new Longs(Long.MAX_VALUE, 1L), new Longs(-1L, 1L));
    Dataset<Longs> great = rows(new Longs(Long.MAX_VALUE, 1L), new Longs(1L, 1L));

    assertThat(column(small.aggregate(OfLong.class, sum(Longs::a))))
        .containsExactly(Long.MAX_VALUE - 1);
    assertFails(ErrorClass.OVERFLOW, great.aggregate(OfLong.class, sum(Longs::a)));
    assertThat(column(rows(Longs.class, List.of()).aggregate(OfLong.class, sum(Longs::a))))
        .containsExactly((Object) null);
  }

  @Test
  @DisplayName("8: the decimal mean is exact and rounded half up")
  void decimalMeanIsExact() {
    Dataset<Prices> prices =
        rows(price("0.01", null), price("0.01", null), price("0.00", null), price(null, null));

    assertThat(decimalMean(Prices::a).type()).isEqualTo(new DecimalType(14, 6));
    assertThat(column(prices.aggregate(OfDecimal.class, decimalMean(Prices::a))))
        .containsExactly(new BigDecimal("0.006667"));
    Dataset<Longs> longs = rows(new Longs(Long.MAX_VALUE, 1L), new Longs(Long.MAX_VALUE, 1L));
    assertThat(column(longs.aggregate(OfDouble.class, mean(Longs::a)))).containsExactly(0x1p63);
  }

  @Test
  @DisplayName("9: a decimal quotient has the scale it is given, rounded half up")
  void decimalQuotientHasItsScale() {
    Expression<BigDecimal> quotient = field(Prices::a).divide(field(Prices::b), 2);

    assertThat(value(price("1.00", "3.000"), quotient)).isEqualTo(new BigDecimal("0.330000"));
    assertThat(value(price("-1.00", "8.000"), quotient)).isEqualTo(new BigDecimal("-0.130000"));
    assertThat(value(price("1.00", "200.000"), quotient)).isEqualTo(new BigDecimal("0.010000"));
    assertFails(ErrorClass.DIVISION_BY_ZERO, price("1.00", "0.000"), quotient);
    assertThat(value(price(null, "0.000"), quotient)).isNull();
  }

  @Test
  @DisplayName("10: decimal arithmetic computes its own width and fails beyond 38 digits")
  void decimalArithmeticComputesItsWidth() {
    Expression<@Nullable BigDecimal> total = field(Prices::a).plus(field(Prices::b));
    Expression<@Nullable BigDecimal> product = field(Prices::a).times(field(Prices::b));
    BigDecimal greatest = new BigDecimal("9".repeat(38));

    assertThat(total.type()).isEqualTo(new DecimalType(12, 3));
    assertThat(product.type()).isEqualTo(new DecimalType(17, 5));
    assertThat(value(price("99999999.99", "999.999"), total))
        .isEqualTo(new BigDecimal("100000999.989000"));
    assertThat(value(price("99999999.99", "-999.999"), product))
        .isEqualTo(new BigDecimal("-99999899990.000010"));
    assertFails(
        ErrorClass.OVERFLOW,
        new WidePrices(greatest, null),
        field(WidePrices::whole).plus(field(WidePrices::whole)));
    assertThat(
            value(
                new WidePrices(greatest, null),
                field(WidePrices::whole).tryPlus(field(WidePrices::whole))))
        .isNull();
  }

  @Test
  @DisplayName("11: a cast of a double to an integer truncates and fails out of range")
  void castToIntegerTruncates() {
    Expression<Integer> whole = field(Doubles::a).asInt();

    assertThat(
            values(
                rows(new Doubles(8.5, null), new Doubles(-8.9, null), new Doubles(-0.0, null)),
                whole))
        .containsExactly(8, -8, 0);
    assertThat(value(new Doubles(2147483647.9, null), whole)).isEqualTo(Integer.MAX_VALUE);
    assertFails(ErrorClass.CAST, new Doubles(2147483648.0, null), whole);
    assertFails(ErrorClass.CAST, new Doubles(NAN, null), whole);
    assertFails(ErrorClass.CAST, new Doubles(0x1p63, null), field(Doubles::a).asLong());
    assertThat(value(new Doubles(INFINITY, null), field(Doubles::a).tryCast(Long.class))).isNull();
    assertFails(ErrorClass.CAST, new Longs(1L << 31, null), field(Longs::a).asInt());
    assertThat(value(price("-7.99", null), field(Prices::a).asInt())).isEqualTo(-7);
  }

  @Test
  @DisplayName("12: a decimal is rounded half up, away from zero")
  void decimalIsRoundedHalfUp() {
    Expression<BigDecimal> rounded = field(Prices::a).round(1);

    assertThat(value(price("2.25", null), rounded)).isEqualTo(new BigDecimal("2.300000"));
    assertThat(value(price("-2.25", null), rounded)).isEqualTo(new BigDecimal("-2.300000"));
    assertThat(value(new Doubles(2.675, null), field(Doubles::a).asDecimal(10, 2)))
        .isEqualTo(new BigDecimal("2.680000"));
    assertThatThrownBy(() -> field(Doubles::a).round(1)).hasMessageContaining("must be a DECIMAL");
  }

  @Test
  @DisplayName("13: a text becomes a number or date by one grammar, everything else is refused")
  void textIsReadByOneGrammar() {
    Expression<Integer> number = field(Texts::a).asInt();
    Expression<LocalDate> date = field(Texts::a).asDate();

    assertThat(value(text("+007"), number)).isEqualTo(7);
    assertThat(value(text("2024-02-29"), date)).isEqualTo(LocalDate.of(2024, 2, 29));
    for (String refused : List.of("", " 7", "7 ", "7.0", "1e1", "0x7", "1_000", "٣", "7\n")) {
      assertFails(ErrorClass.CAST, text(refused), number);
      assertThat(value(text(refused), field(Texts::a).tryCast(Integer.class))).isNull();
    }
    for (String refused : List.of("2023-02-29", "2024-2-9", "2024-02-29 ", "0000-01-01", "today")) {
      assertFails(ErrorClass.CAST, text(refused), date);
    }
    assertFails(ErrorClass.CAST, text("TRUE"), field(Texts::a).cast(Boolean.class));
    assertFails(ErrorClass.CAST, text("2147483648"), number);
  }

  @Test
  @DisplayName("14: a double never becomes a text by a cast")
  void doubleNeverBecomesText() {
    assertThatThrownBy(() -> field(Doubles::a).asString())
        .hasMessageContaining("a type that can become STRING");
    assertThat(value(price("1.50", null), field(Prices::a).asString())).isEqualTo("1.50");
    assertThat(value(price("-0.05", null), field(Prices::a).asString())).isEqualTo("-0.05");
  }

  @Test
  @DisplayName("15: nulls stand first ascending and last descending unless told otherwise")
  void nullsStandWhereTheOrderSays() {
    Dataset<Ints> ints = rows(new Ints(1, 0), new Ints(null, 0), new Ints(2, 0));

    assertThat(column(ints.orderBy(asc(Ints::a)))).containsExactly(null, 1, 2);
    assertThat(column(ints.orderBy(desc(Ints::a)))).containsExactly(2, 1, null);
    assertThat(column(ints.orderBy(asc(Ints::a).nullsLast()))).containsExactly(1, 2, null);
    assertThat(column(ints.orderBy(desc(Ints::a).nullsFirst()))).containsExactly(null, 2, 1);
  }

  @Test
  @DisplayName("16: NaN is equal to itself, greater than infinity and not null")
  void nanIsEqualToItself() {
    Doubles nan = new Doubles(NAN, NAN);

    assertThat(value(nan, field(Doubles::a).eq(field(Doubles::b)))).isEqualTo(true);
    assertThat(value(nan, field(Doubles::a).gt(INFINITY))).isEqualTo(true);
    assertThat(value(nan, field(Doubles::a).isNull())).isEqualTo(false);
    assertThat(value(nan, field(Doubles::a).isNan())).isEqualTo(true);
    Dataset<Doubles> rows = rows(nan, new Doubles(INFINITY, 0.0), new Doubles(null, 0.0));
    assertThat(column(rows.orderBy(asc(Doubles::a)))).containsExactly(null, INFINITY, NAN);
    assertThat(column(rows.aggregate(OfDouble.class, max(Doubles::a)))).containsExactly(NAN);
    assertThat(column(rows.aggregate(OfDouble.class, min(Doubles::a)))).containsExactly(INFINITY);
  }

  @Test
  @DisplayName("17: -0.0 and 0.0 are one value in comparisons, groups, joins and sets")
  void negativeZeroIsZero() {
    Dataset<KeyedDouble> rows =
        rows(new KeyedDouble(-0.0, 1L), new KeyedDouble(0.0, 2L), new KeyedDouble(NAN, 3L));
    Dataset<OfDouble> keys = rows.select(OfDouble.class, field(KeyedDouble::key));

    assertThat(value(new Doubles(-0.0, 0.0), field(Doubles::a).eq(field(Doubles::b))))
        .isEqualTo(true);
    assertThat(value(new Doubles(-0.0, 0.0), field(Doubles::a).lt(field(Doubles::b))))
        .isEqualTo(false);
    assertThat(
            rows.groupBy(KeyedDouble::key)
                .aggregate(KeyedDouble.class, sum(KeyedDouble::value))
                .toList())
        .containsExactlyInAnyOrder(new KeyedDouble(0.0, 3L), new KeyedDouble(NAN, 3L));
    assertThat(keys.distinct().toList())
        .containsExactlyInAnyOrder(new OfDouble(0.0), new OfDouble(NAN));
    assertThat(keys.except(rows(new OfDouble(0.0))).toList()).containsExactly(new OfDouble(NAN));
    assertThat(column(rows.aggregate(OfLong.class, countDistinct(KeyedDouble::key))))
        .containsExactly(2L);
    assertThat(
            rows.join(rows, JoinCondition.on(KeyedDouble::key, KeyedDouble::key))
                .select(OfLong.class, left(KeyedDouble::value))
                .rowCount())
        .isEqualTo(5);
  }

  @Test
  @DisplayName("18: a sum of doubles is right up to rounding, a sum of decimals exactly")
  void sumOfDoublesIsRightUpToRounding() {
    Dataset<Doubles> doubles =
        rows(new Doubles(0.1, 0.0), new Doubles(0.2, 0.0), new Doubles(0.3, 0.0));
    Dataset<Prices> prices = rows(price("0.10", null), price("0.20", null), price("0.30", null));

    List<@Nullable Object> total = column(doubles.aggregate(OfDouble.class, sum(Doubles::a)));
    assertThat((Double) total.get(0)).isCloseTo(0.6, within(1e-12));
    assertThat(column(prices.aggregate(OfDecimal.class, sum(Prices::a))))
        .containsExactly(new BigDecimal("0.600000"));
  }

  @Test
  @DisplayName("19: a text concatenated with null is null")
  void concatenationWithNullIsNull() {
    Expression<String> both = texts(field(Texts::a)).concat(texts(field(Texts::b)));

    assertThat(value(new Texts("x", null), both)).isNull();
    assertThat(value(new Texts("x", "y"), both)).isEqualTo("xy");
    assertThat(value(new Texts("", ""), both)).isEqualTo("");
  }

  @Test
  @DisplayName("20: a regular expression is read alike everywhere and replaces every match")
  void regularExpressionIsReadAlike() {
    Expression<@Nullable String> a = field(Texts::a);

    assertThat(value(text("a1b22"), a.regexReplace("([0-9]+)", "<$1>"))).isEqualTo("a<1>b<22>");
    assertThat(value(text("a1b22"), a.regexExtract("b([0-9])", 1))).isEqualTo("2");
    assertThat(value(text("none"), a.regexExtract("b([0-9])", 1))).isEqualTo("");
    assertThat(value(text("xay"), a.matches("a"))).isEqualTo(true);
    assertThat(value(text("a\n"), a.matches("^a$"))).isEqualTo(false);
    assertThat(value(text("\r"), a.matches("^.$"))).isEqualTo(true);
    assertThat(value(text("\n"), a.matches("^.$"))).isEqualTo(false);
    assertThat(value(text("😀"), a.matches("^.$"))).isEqualTo(true);
    assertThat(value(text("\u000b"), a.matches("\\s"))).isEqualTo(false);
    for (String refused : List.of("(?=a)", "(?i)a", "\\bword", "(a)\\1", "a*+", "[a&&b]")) {
      assertThatThrownBy(() -> a.matches(refused)).hasMessageContaining("portable subset");
    }
    assertThatThrownBy(() -> a.regexReplace("x*", "-")).hasMessageContaining("empty");
  }

  @Test
  @DisplayName("21: a separator is taken literally")
  void separatorIsTakenLiterally() {
    assertThat(value(text("a.b..c"), field(Texts::a).split(".")))
        .isEqualTo(List.of("a", "b", "", "c"));
    assertThat(value(text(""), field(Texts::a).split("."))).isEqualTo(List.of(""));
    assertThat(value(text("."), field(Texts::a).split("."))).isEqualTo(List.of("", ""));
  }

  @Test
  @DisplayName("22: a substring counts code points from 1, a negative start from the end")
  void substringCountsFromOne() {
    Expression<@Nullable String> a = field(Texts::a);

    assertThat(value(text("a😀bc"), a.substring(2, 2))).isEqualTo("😀b");
    assertThat(value(text("abc"), a.substring(-2, 1))).isEqualTo("b");
    assertThat(value(text("abc"), a.substring(-5, 3))).isEqualTo("a");
    assertThat(value(text("abc"), a.substring(-5, 2))).isEqualTo("");
    assertThat(value(text("abc"), a.substring(3, 9))).isEqualTo("c");
    assertThat(value(text("abc"), a.substring(4, 1))).isEqualTo("");
    assertThat(value(text("abc"), a.substring(1, -1))).isEqualTo("");
    assertThatThrownBy(() -> a.substring(0, 1)).hasMessageContaining("substring start: 0");
  }

  @Test
  @DisplayName("23: ASCII letters change their case alike everywhere")
  void asciiLettersChangeCase() {
    assertThat(value(text("aZ9i"), field(Texts::a).upper())).isEqualTo("AZ9I");
    assertThat(value(text("aZ9I"), field(Texts::a).lower())).isEqualTo("az9i");
  }

  @Test
  @DisplayName("24: a backslash makes the next character of a pattern plain")
  void backslashMakesPatternPlain() {
    Expression<@Nullable String> a = field(Texts::a);

    assertThat(value(text("100%"), a.like("100\\%"))).isEqualTo(true);
    assertThat(value(text("1000"), a.like("100\\%"))).isEqualTo(false);
    assertThat(value(text("a\\b"), a.like("a\\\\b"))).isEqualTo(true);
    assertThat(value(text("a😀c"), a.like("a_c"))).isEqualTo(true);
    assertThat(value(text("a\nc"), a.like("a%c"))).isEqualTo(true);
    assertThat(value(text("ABC"), a.like("abc"))).isEqualTo(false);
    assertThatThrownBy(() -> a.like("100\\")).hasMessageContaining("a backslash must stand before");
  }

  @Test
  @DisplayName("25: a text constant is what it says, whatever it holds")
  void textConstantIsWhatItSays() {
    for (String text :
        List.of(
            "'", "''", "\\", "\\n", "\"", "$1", "?", "--", "; drop", "\t\n", "é😀", "{}", "%")) {
      assertThat(value(new Texts(text, null), literal(text))).isEqualTo(text);
      assertThat(value(new Texts(text, null), field(Texts::a).eq(text))).isEqualTo(true);
      assertThat(value(new Texts("[" + text + "]", null), field(Texts::a).contains(text)))
          .isEqualTo(true);
    }
  }

  @Test
  @DisplayName("26: texts are ordered by their UTF-8 bytes")
  void textsAreOrderedByBytes() {
    Dataset<Texts> texts = rows(text("😀"), text("ﬀ"), text("a"), text("Z"), text(""), text("é"));

    assertThat(column(texts.orderBy(asc(Texts::a)))).containsExactly("", "Z", "a", "é", "ﬀ", "😀");
    assertThat(value(new Texts("ﬀ", "😀"), field(Texts::a).lt(field(Texts::b)))).isEqualTo(true);
    assertThat(column(texts.aggregate(OfText.class, max(Texts::a)))).containsExactly("😀");
  }

  @Test
  @DisplayName("27: only spaces are trimmed")
  void onlySpacesAreTrimmed() {
    String text = " \t x\u00a0 ";

    assertThat(value(text(text), field(Texts::a).trim())).isEqualTo("\t x\u00a0");
    assertThat(value(text(text), field(Texts::a).trimLeft())).isEqualTo("\t x\u00a0 ");
    assertThat(value(text(text), field(Texts::a).trimRight())).isEqualTo(" \t x\u00a0");
  }

  @Test
  @DisplayName("28: an instant is looked at in UTC, a local time has no zone")
  void instantIsLookedAtInUtc() {
    Instant instant = Instant.parse("2024-03-31T01:30:00.123456Z");
    Moments moments = new Moments(LocalDateTime.parse("2024-03-31T02:30:00"), instant);

    assertThat(value(moments, field(Moments::instant))).isEqualTo(instant);
    assertThat(value(moments, field(Moments::instant).hour())).isEqualTo(1);
    assertThat(value(moments, field(Moments::instant).asLocalTimestamp()))
        .isEqualTo(LocalDateTime.parse("2024-03-31T01:30:00.123456"));
    assertThat(value(moments, field(Moments::local).asInstant()))
        .isEqualTo(Instant.parse("2024-03-31T02:30:00Z"));
    assertThat(value(moments, field(Moments::instant).truncate(TimeUnit.DAY)))
        .isEqualTo(Instant.parse("2024-03-31T00:00:00Z"));
    Moments ancient = new Moments(null, Instant.parse("0001-01-01T00:00:00.000001999Z"));
    assertThat(value(ancient, field(Moments::instant)))
        .isEqualTo(Instant.parse("0001-01-01T00:00:00.000001Z"));
    assertFails(ErrorClass.OUT_OF_RANGE, new Days(LocalDate.of(10000, 1, 1), null), field(Days::a));
    assertFails(
        ErrorClass.OUT_OF_RANGE,
        new Moments(null, Instant.parse("0000-12-31T23:59:59Z")),
        field(Moments::instant));
  }

  @Test
  @DisplayName("30: Monday is day 0 and microseconds come without seconds")
  void mondayIsDayZero() {
    Moments monday = new Moments(LocalDateTime.parse("2024-01-01T00:00:59.000007"), Instant.EPOCH);

    assertThat(value(monday, field(Moments::local).dayOfWeek())).isEqualTo(0);
    assertThat(value(monday, field(Moments::instant).dayOfWeek())).isEqualTo(3);
    assertThat(value(monday, field(Moments::local).microsecond())).isEqualTo(7);
    assertThat(value(monday, field(Moments::local).second())).isEqualTo(59);
  }

  @Test
  @DisplayName("31: days between dates are counted from the first to the second")
  void daysBetweenAreCountedForward() {
    Days days = new Days(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 2, 1));

    assertThat(value(days, days(field(Days::a)).daysUntil(days(field(Days::b))))).isEqualTo(-29);
    assertThat(value(days, days(field(Days::b)).daysUntil(days(field(Days::a))))).isEqualTo(29);
  }

  @Test
  @DisplayName("32: a month later is cut to the month's last day, and years end with 9999")
  void monthLaterIsCutToTheLastDay() {
    Days days = new Days(LocalDate.of(2024, 1, 31), LocalDate.of(9999, 12, 31));

    assertThat(value(days, field(Days::a).plusMonths(1))).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(value(days, field(Days::a).plusMonths(-11))).isEqualTo(LocalDate.of(2023, 2, 28));
    assertFails(ErrorClass.OUT_OF_RANGE, days, field(Days::b).plusDays(1));
    assertFails(ErrorClass.OUT_OF_RANGE, days, field(Days::a).plusDays(Integer.MAX_VALUE));
    assertFails(ErrorClass.OUT_OF_RANGE, days, field(Days::a).plusMonths(Integer.MIN_VALUE));
    assertFails(
        ErrorClass.OUT_OF_RANGE,
        new Moments(null, Instant.parse("2024-01-01T00:00:00Z")),
        field(Moments::instant).plus(Duration.ofDays(106_751_990)));
    assertFails(
        ErrorClass.OUT_OF_RANGE,
        new Longs(Long.MAX_VALUE, null),
        instantOfEpochMicros(longs(field(Longs::a))));
  }

  @Test
  @DisplayName("33: a list counts from 0 and is null beyond its ends")
  void listCountsFromZero() {
    Lists lists = new Lists(Arrays.asList("x", null), List.of());

    assertThat(value(lists, field(Lists::texts).element(0, String.class))).isEqualTo("x");
    assertThat(value(lists, field(Lists::texts).element(1, String.class))).isNull();
    assertThat(value(lists, field(Lists::texts).element(2, String.class))).isNull();
    assertThat(value(lists, field(Lists::texts).element(-1, String.class))).isNull();
    assertThat(value(lists, field(Lists::texts).has("x"))).isEqualTo(true);
    assertThat(value(lists, field(Lists::texts).has("y"))).isNull();
    assertThat(value(lists, field(Lists::numbers).has(1))).isEqualTo(false);
    assertThat(value(lists, field(Lists::numbers).size())).isEqualTo(0);
    assertThat(value(new Lists(null, null), field(Lists::numbers).size())).isNull();
  }

  @Test
  @DisplayName("34: a collected list has no nulls, and is empty without values")
  void collectedListHasNoNulls() {
    Dataset<Texts> texts = rows(text("b"), new Texts(null, null), text("a"));
    Expression<?> collected = collectList(texts(field(Texts::a))).orderBy(asc(Texts::a));

    assertThat(column(texts.aggregate(OfTexts.class, collected)))
        .containsExactly(List.of("a", "b"));
    assertThat(column(rows(Texts.class, List.of()).aggregate(OfTexts.class, collected)))
        .containsExactly(List.of());
  }

  @Test
  @DisplayName("36: distinct combinations with a null are not counted")
  void combinationsWithNullAreNotCounted() {
    Dataset<Ints> ints =
        rows(
            new Ints(1, 1),
            new Ints(1, 1),
            new Ints(1, null),
            new Ints(null, null),
            new Ints(2, 1));

    assertThat(column(ints.aggregate(OfLong.class, countDistinct(Ints::a, Ints::b))))
        .containsExactly(2L);
    assertThat(column(ints.aggregate(OfLong.class, countDistinct(Ints::b)))).containsExactly(1L);
    assertThat(column(ints.aggregate(OfLong.class, count(field(Ints::a))))).containsExactly(4L);
    assertThat(column(ints.aggregate(OfLong.class, count()))).containsExactly(5L);
  }

  @Test
  @DisplayName("37: first and last need an order, a limit without one gives any rows")
  void firstAndLastNeedAnOrder() {
    Dataset<Keyed> rows =
        rows(new Keyed("k", 2, 20L), new Keyed("k", 1, null), new Keyed("k", 3, 30L));
    Expression<@Nullable Long> value = field(Keyed::value);

    assertThatThrownBy(() -> firstBy(value)).hasMessageContaining("firstBy");
    assertThat(column(rows.aggregate(OfLong.class, firstBy(value, asc(Keyed::order)))))
        .containsExactly((Object) null);
    assertThat(column(rows.aggregate(OfLong.class, lastBy(value, asc(Keyed::order)))))
        .containsExactly(30L);
    assertThat(rows.limit(2).toList()).hasSize(2);
    assertThat(column(rows.orderBy(desc(Keyed::order)).limit(1, 1).select(OfLong.class, value)))
        .containsExactly(20L);
  }

  @Test
  @DisplayName("38: a percentile is exact and interpolates between neighbours")
  void percentileIsExact() {
    Dataset<Ints> ints = rows(new Ints(4, 0), new Ints(1, 0), new Ints(null, 0), new Ints(2, 0));

    assertThat(column(ints.aggregate(OfDouble.class, percentile(field(Ints::a), 0.5))))
        .containsExactly(2.0);
    assertThat(column(ints.aggregate(OfDouble.class, percentile(field(Ints::a), 0.75))))
        .containsExactly(3.0);
  }

  @Test
  @DisplayName("39: hashes are those of the UTF-8 bytes, and a sample is the same everywhere")
  void hashesAreThoseOfTheBytes() {
    assertThat(value(text("é"), field(Texts::a).md5()))
        .isEqualTo("66ddcd97cfdeabb2f6fb8a999b4bc76f");
    assertThat(value(text(""), field(Texts::a).sha256()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    List<Keyed> many = IntStream.range(0, 100).mapToObj(i -> new Keyed("k" + i, i, null)).toList();
    List<Keyed> sampled = rows(Keyed.class, many).sample(0.3, 7, Keyed::key, Keyed::order).toList();
    assertThat(sampled).hasSize(25);
  }

  @Test
  @DisplayName("40: names that differ by case only are refused")
  void namesThatDifferByCaseAreRefused() {
    assertThatThrownBy(() -> RecordType.of(Twins.class)).hasMessageContaining("share the column");
  }

  @Test
  @DisplayName("42: a branch that is not taken does not fail, one that is taken does")
  void branchThatIsNotTakenDoesNotFail() {
    Expression<Long> guarded =
        when(field(Longs::b).ne(0L), field(Longs::a).idiv(field(Longs::b))).otherwise(-1L);
    Expression<Long> present =
        coalesce(longs(field(Longs::a)), field(Longs::a).idiv(field(Longs::b)));

    assertThat(values(rows(new Longs(6L, 0L), new Longs(6L, 2L)), guarded))
        .containsExactly(-1L, 3L);
    assertThat(value(new Longs(6L, 0L), present)).isEqualTo(6L);
    assertThat(
            column(
                rows(new Longs(6L, 0L), new Longs(6L, 2L))
                    .filter(field(Longs::b).ne(0L))
                    .select(OfLong.class, field(Longs::a).idiv(field(Longs::b)))))
        .containsExactly(3L);
    assertFails(
        ErrorClass.DIVISION_BY_ZERO,
        new Longs(6L, 0L),
        when(field(Longs::b).eq(0L), field(Longs::a).idiv(field(Longs::b))).otherwise(-1L));
  }

  private static Texts text(@Nullable String text) {
    return new Texts(text, null);
  }

  private static Prices price(@Nullable String a, @Nullable String b) {
    return new Prices(a == null ? null : new BigDecimal(a), b == null ? null : new BigDecimal(b));
  }

  @SuppressWarnings("unchecked")
  private static Expression<String> texts(Expression<?> nullable) {
    return (Expression<String>) nullable;
  }

  @SuppressWarnings("unchecked")
  private static Expression<Long> longs(Expression<?> nullable) {
    return (Expression<Long>) nullable;
  }

  @SuppressWarnings("unchecked")
  private static Expression<LocalDate> days(Expression<?> nullable) {
    return (Expression<LocalDate>) nullable;
  }
}
