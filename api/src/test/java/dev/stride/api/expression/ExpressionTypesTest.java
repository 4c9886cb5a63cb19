// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import static dev.stride.api.expression.Functions.decimal;
import static dev.stride.api.expression.Functions.decimalMean;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.literal;
import static dev.stride.api.expression.Functions.mean;
import static dev.stride.api.expression.Functions.nullOf;
import static dev.stride.api.expression.Functions.sum;
import static dev.stride.api.expression.Functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Decimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class ExpressionTypesTest {
  public enum Colour {
    RED
  }

  public record Row(
      int number,
      @Nullable Integer gap,
      long large,
      float single,
      double real,
      String text,
      boolean flag,
      @Decimal(precision = 10, scale = 2) BigDecimal price,
      @Decimal(precision = 8, scale = 4) BigDecimal rate,
      @Decimal(precision = 38, scale = 10) BigDecimal widest,
      LocalDate date,
      Instant instant,
      Colour colour,
      List<String> tags) {}

  private static void hasType(Expression<?> expression, String type) {
    assertThat(expression.type().toString()).as(expression.toString()).isEqualTo(type);
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void widensIntegersButNeverToFloats() {
    hasType(field(Row::number).plus(1), "INT");
    hasType(anyOf(Row::number).plus(anyOf(Row::large)), "LONG");
    hasType(field(Row::number).div(2), "DOUBLE");
    hasType(field(Row::number).idiv(2), "LONG");
    hasType(field(Row::single).plus(1f), "FLOAT");
    refuses(
        () -> anyOf(Row::number).plus(anyOf(Row::real)),
        "Cannot combine Row.number and Row.real in a.plus(b): INT and DOUBLE (cast one, for example"
            + " with asDouble() or asLong())");
    refuses(
        () -> anyOf(Row::single).plus(anyOf(Row::real)),
        "Cannot combine Row.single and Row.real in a.plus(b): FLOAT and DOUBLE (cast one, for"
            + " example with asDouble() or asLong())");
  }

  /** A field whose Java type the compiler has forgotten. */
  @SuppressWarnings("unchecked")
  private static Expression<Object> anyOf(dev.stride.api.function.FieldFunction<Row, ?> accessor) {
    return (Expression<Object>) field(accessor);
  }

  @Test
  void keepsEveryDigitOfSumsAndProducts() {
    hasType(field(Row::price).plus(field(Row::rate)), "DECIMAL(13,4)");
    hasType(field(Row::price).minus(field(Row::price)), "DECIMAL(11,2)");
    hasType(field(Row::price).times(field(Row::rate)), "DECIMAL(19,6)");
    hasType(field(Row::price).times(decimal("1.5")), "DECIMAL(13,3)");
    hasType(anyOf(Row::price).plus(anyOf(Row::number)), "DECIMAL(13,2)");
    hasType(anyOf(Row::price).times((Object) 2), "DECIMAL(12,2)");
    hasType(
        field(Row::price).asDecimal(38, 6).plus(field(Row::price).asDecimal(38, 6)),
        "DECIMAL(38,6)");
  }

  @Test
  void cutsIntegerDigitsButRefusesToLoseScale() {
    refuses(
        () -> field(Row::widest).times(field(Row::widest)),
        "Cannot hold the product: it needs 77 digits, 20 of them after the point (cast an operand"
            + " with asDecimal to a lower scale)");
    refuses(
        () -> field(Row::widest).plus(field(Row::widest)),
        "Cannot hold the sum: it needs 39 digits, 10 of them after the point (cast an operand with"
            + " asDecimal to a lower scale)");
    hasType(
        field(Row::price).asDecimal(20, 6).times(field(Row::price).asDecimal(20, 0)),
        "DECIMAL(38,6)");
  }

  @ParameterizedTest
  @CsvSource({"0, 'DECIMAL(12,0)'", "2, 'DECIMAL(14,2)'", "6, 'DECIMAL(18,6)'"})
  void dividesDecimalsToTheScaleThatIsAskedFor(int scale, String type) {
    hasType(field(Row::price).divide(field(Row::rate), scale), type);
  }

  @Test
  void refusesQuotientsOfMoreThan38Digits() {
    refuses(
        () -> field(Row::widest).divide(field(Row::rate), 10),
        "Cannot divide DECIMAL(38,10) by DECIMAL(8,4) with 10 digits: it needs more than 38 digits"
            + " (cast an operand with asDecimal)");
    refuses(
        () -> field(Row::price).divide(field(Row::rate), 39),
        "Invalid scale: 39 (must be 0 to 38)");
    refuses(
        () -> field(Row::real).divide(field(Row::rate), 2),
        "Cannot use Row.real in a.divide(b, scale): it is DOUBLE (must be a DECIMAL or an integer)");
  }

  @Test
  void roundsDecimalsToFewerDigits() {
    hasType(field(Row::price).round(1), "DECIMAL(10,1)");
    hasType(field(Row::price).round(0), "DECIMAL(9,0)");
    hasType(field(Row::price).round(5), "DECIMAL(10,2)");
  }

  @Test
  void aggregatesToWiderTypes() {
    hasType(sum(Row::number), "LONG");
    hasType(sum(Row::single), "DOUBLE");
    hasType(sum(Row::price), "DECIMAL(20,2)");
    hasType(sum(Row::widest), "DECIMAL(38,10)");
    hasType(mean(Row::price), "DOUBLE");
    hasType(decimalMean(Row::price), "DECIMAL(14,6)");
    refuses(() -> sum(Row::text), "Cannot use Row.text in sum(x): it is STRING (must be a number)");
    refuses(
        () -> decimalMean(Row::real),
        "Cannot use Row.real in decimalMean(x): it is DOUBLE (must be a DECIMAL)");
  }

  @Test
  void comparesOnlyWhatHasACommonType() {
    hasType(field(Row::number).lt(field(Row::large)), "BOOL");
    hasType(field(Row::price).eq(field(Row::number)), "BOOL");
    hasType(field(Row::colour).eq(literal("RED")), "BOOL");
    refuses(
        () -> field(Row::text).eq(field(Row::number)),
        "Cannot combine Row.text and Row.number in a.eq(b): STRING and INT (cast one, for example"
            + " with asDouble() or asLong())");
    refuses(
        () -> field(Row::tags).eq(field(Row::tags)),
        "Cannot use Row.tags in a.eq(b): it is "
            + field(Row::tags).type()
            + " (must be a value with an order, not a list or record)");
    refuses(() -> field(Row::number).in(), "Invalid in: no values (must be at least one)");
  }

  @Test
  void knowsWhatMayBeNull() {
    assertThat(field(Row::number).plus(1).nullable()).isFalse();
    assertThat(field(Row::gap).plus(1).nullable()).isTrue();
    assertThat(field(Row::gap).orElse(0).nullable()).isFalse();
    assertThat(field(Row::gap).isNull().nullable()).isFalse();
    assertThat(field(Row::text).tryCast(Integer.class).nullable()).isTrue();
    assertThat(when(field(Row::flag), 1).otherwise(2).nullable()).isFalse();
    assertThat(when(field(Row::flag), 1).otherwiseNull().nullable()).isTrue();
    assertThat(nullOf(String.class).nullable()).isTrue();
  }

  @Test
  void givesBranchesOneType() {
    hasType(when(field(Row::flag), field(Row::price)).otherwise(decimal("0.125")), "DECIMAL(11,3)");
    hasType(when(field(Row::flag), "a").otherwiseNull(), "STRING");
    refuses(
        () -> when(conditionOf(field(Row::number)), 1).otherwise(2),
        "Cannot use Row.number in "
            + ScalarFunction.CASE.signature()
            + ": it is INT (must be BOOL)");
  }

  @SuppressWarnings("unchecked")
  private static Expression<Boolean> conditionOf(Expression<?> expression) {
    return (Expression<Boolean>) expression;
  }

  @Test
  void castsOnlyWhatCanBecomeTheOther() {
    hasType(field(Row::text).asDecimal(5, 2), "DECIMAL(5,2)");
    hasType(field(Row::date).asInstant(), "INSTANT");
    hasType(field(Row::price).asString(), "STRING");
    refuses(
        () -> field(Row::flag).asDate(),
        "Cannot use Row.flag in a cast to DATE: it is BOOL (must be a type that can become DATE)");
    refuses(
        () -> field(Row::real).asString(),
        "Cannot use Row.real in a cast to STRING: it is DOUBLE (must be a type that can become"
            + " STRING)");
    refuses(
        () -> field(Row::text).cast(BigDecimal.class),
        "Cannot cast to: BigDecimal (use asDecimal for BigDecimal)");
  }

  @Test
  void refusesFunctionsOfOtherTypes() {
    refuses(
        () -> field(Row::date).truncate(TimeUnit.HOUR),
        "Cannot use Row.date in "
            + ScalarFunction.TRUNCATE.signature()
            + ": it is DATE (must be a timestamp, to be cut to a HOUR)");
    refuses(
        () -> field(Row::text).substring(0, 1),
        "Invalid substring start: 0 (must be at least 1, or negative to count from the end)");
    refuses(
        () -> field(Row::text).like("50\\a"),
        "Invalid like pattern: 50\\a (a backslash must stand before %, _ or another backslash)");
    assertThatThrownBy(() -> field(Row::number).upper())
        .hasMessageContaining("Row.number")
        .hasMessageContaining("it is INT (must be STRING");
  }

  @Test
  void takesLiteralsOfStoredTypes() {
    hasType(literal(1), "INT");
    hasType(literal(1L), "LONG");
    hasType(literal(decimal("1.50")), "DECIMAL(3,2)");
    hasType(literal(new BigDecimal("1E+3")), "DECIMAL(4,0)");
    hasType(literal(Instant.EPOCH), "INSTANT");
    refuses(
        () -> literal(new StringBuilder()),
        "Cannot use as literal: a java.lang.StringBuilder (use a stored value type)");
  }

  @Test
  void keepsLiteralsToTheMicrosecond() {
    assertThat(literal(Instant.parse("1969-12-31T23:59:59.999999999Z")))
        .isEqualTo(literal(Instant.parse("1969-12-31T23:59:59.999999Z")));
  }

  @Test
  void isEqualByContent() {
    assertThat(field(Row::number).plus(1)).isEqualTo(field(Row::number).plus(1));
    assertThat(field(Row::number).plus(1)).isNotEqualTo(field(Row::number).plus(2));
  }
}
