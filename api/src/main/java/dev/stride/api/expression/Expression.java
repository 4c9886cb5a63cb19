// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.function.FieldFunction;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed value computed per row, by the engine: a field, a literal, a function of others, an
 * aggregate or a window function. Immutable and thread-safe.
 *
 * <p>Every method checks its operands' types where it is called and throws {@code
 * IllegalArgumentException} with both types in its message; an ill-typed expression cannot be
 * built. What each method yields, nulls and errors included, is stated once, in {@link
 * ScalarFunction}.
 *
 * @param <T> the Java class of its values, boxed
 */
public sealed interface Expression<T extends @Nullable Object>
    permits FieldReference,
        ElementReference,
        NestedField,
        Literal,
        Call,
        AggregateCall,
        WindowCall {

  /** The type of its values on every engine. */
  DataType type();

  /** Whether it may be null. */
  boolean nullable();

  private <S> Expression<S> call(ScalarFunction function, Expression<?>... others) {
    List<Expression<?>> arguments = new ArrayList<>();
    arguments.add(this);
    arguments.addAll(List.of(others));
    return Call.of(function, arguments);
  }

  // Arithmetic

  default Expression<T> plus(Expression<? extends T> other) {
    return call(ScalarFunction.ADD, other);
  }

  default Expression<T> plus(T value) {
    return plus(Literal.of(value));
  }

  default Expression<T> minus(Expression<? extends T> other) {
    return call(ScalarFunction.SUBTRACT, other);
  }

  default Expression<T> minus(T value) {
    return minus(Literal.of(value));
  }

  default Expression<T> times(Expression<? extends T> other) {
    return call(ScalarFunction.MULTIPLY, other);
  }

  default Expression<T> times(T value) {
    return times(Literal.of(value));
  }

  default Expression<Double> div(Expression<?> other) {
    return call(ScalarFunction.DIV, other);
  }

  default Expression<Double> div(Number value) {
    return div(Literal.of(value));
  }

  default Expression<Long> idiv(Expression<?> other) {
    return call(ScalarFunction.IDIV, other);
  }

  default Expression<Long> idiv(long value) {
    return idiv(Literal.of(value));
  }

  default Expression<T> mod(Expression<? extends T> other) {
    return call(ScalarFunction.MODULO, other);
  }

  default Expression<T> mod(T value) {
    return mod(Literal.of(value));
  }

  default Expression<T> negate() {
    return call(ScalarFunction.NEGATE);
  }

  default Expression<T> abs() {
    return call(ScalarFunction.ABS);
  }

  default Expression<Integer> sign() {
    return call(ScalarFunction.SIGN);
  }

  default Expression<T> tryPlus(Expression<? extends T> other) {
    return call(ScalarFunction.TRY_ADD, other);
  }

  default Expression<T> tryMinus(Expression<? extends T> other) {
    return call(ScalarFunction.TRY_SUBTRACT, other);
  }

  default Expression<T> tryTimes(Expression<? extends T> other) {
    return call(ScalarFunction.TRY_MULTIPLY, other);
  }

  default Expression<Double> tryDiv(Expression<?> other) {
    return call(ScalarFunction.TRY_DIV, other);
  }

  /** The quotient of two decimals or integers with {@code scale} digits, rounded half up. */
  default Expression<BigDecimal> divide(Expression<?> other, int scale) {
    Arguments.scale(scale);
    return call(ScalarFunction.DIVIDE, other, Literal.of(scale));
  }

  // Comparison

  default Expression<Boolean> eq(Expression<?> other) {
    return call(ScalarFunction.EQ, other);
  }

  default Expression<Boolean> eq(T value) {
    return eq(Literal.of(value));
  }

  default Expression<Boolean> ne(Expression<?> other) {
    return call(ScalarFunction.NE, other);
  }

  default Expression<Boolean> ne(T value) {
    return ne(Literal.of(value));
  }

  default Expression<Boolean> lt(Expression<?> other) {
    return call(ScalarFunction.LT, other);
  }

  default Expression<Boolean> lt(T value) {
    return lt(Literal.of(value));
  }

  default Expression<Boolean> le(Expression<?> other) {
    return call(ScalarFunction.LE, other);
  }

  default Expression<Boolean> le(T value) {
    return le(Literal.of(value));
  }

  default Expression<Boolean> gt(Expression<?> other) {
    return call(ScalarFunction.GT, other);
  }

  default Expression<Boolean> gt(T value) {
    return gt(Literal.of(value));
  }

  default Expression<Boolean> ge(Expression<?> other) {
    return call(ScalarFunction.GE, other);
  }

  default Expression<Boolean> ge(T value) {
    return ge(Literal.of(value));
  }

  /** Whether the value lies between the two, both included. */
  default Expression<Boolean> between(T low, T high) {
    return ge(low).and(le(high));
  }

  default Expression<Boolean> same(Expression<?> other) {
    return call(ScalarFunction.SAME, other);
  }

  /** Whether the value equals one of {@code values}, of which there must be at least one. */
  @SuppressWarnings("unchecked")
  default Expression<Boolean> in(T... values) {
    Arguments.notEmpty("in", values.length);
    Expression<?>[] options = new Expression<?>[values.length];
    for (int index = 0; index < values.length; index++) {
      options[index] = Literal.of(values[index]);
    }
    return call(ScalarFunction.IN, options);
  }

  default Expression<Boolean> isNull() {
    return call(ScalarFunction.IS_NULL);
  }

  default Expression<Boolean> isNotNull() {
    return call(ScalarFunction.IS_NOT_NULL);
  }

  default Expression<Boolean> isNan() {
    return call(ScalarFunction.IS_NAN);
  }

  default Expression<T> nullIf(Expression<? extends T> other) {
    return call(ScalarFunction.NULL_IF, other);
  }

  /** The value, or {@code other} where it is null. */
  default Expression<T> orElse(T other) {
    return call(ScalarFunction.COALESCE, Literal.of(other));
  }

  // Logic

  default Expression<Boolean> and(Expression<Boolean> other) {
    return call(ScalarFunction.AND, other);
  }

  default Expression<Boolean> or(Expression<Boolean> other) {
    return call(ScalarFunction.OR, other);
  }

  default Expression<Boolean> not() {
    return call(ScalarFunction.NOT);
  }

  // Casts

  /**
   * The value as another type.
   *
   * @param target the boxed class, {@code String}, a java.time class or an enum; for decimals use
   *     {@link #asDecimal}
   */
  default <S> Expression<S> cast(Class<S> target) {
    return Casts.cast(ScalarFunction.CAST, this, Casts.typeOf(target));
  }

  /** The value as another type, null where it does not fit; see {@link #cast}. */
  default <S> Expression<S> tryCast(Class<S> target) {
    return Casts.cast(ScalarFunction.TRY_CAST, this, Casts.typeOf(target));
  }

  default Expression<Integer> asInt() {
    return cast(Integer.class);
  }

  default Expression<Long> asLong() {
    return cast(Long.class);
  }

  default Expression<Double> asDouble() {
    return cast(Double.class);
  }

  default Expression<String> asString() {
    return cast(String.class);
  }

  default Expression<LocalDate> asDate() {
    return cast(LocalDate.class);
  }

  default Expression<LocalDateTime> asLocalTimestamp() {
    return cast(LocalDateTime.class);
  }

  default Expression<Instant> asInstant() {
    return cast(Instant.class);
  }

  /** The value as DECIMAL, rounded half up; an error where its integer digits do not fit. */
  default Expression<BigDecimal> asDecimal(int precision, int scale) {
    return Casts.cast(ScalarFunction.CAST, this, new DecimalType(precision, scale));
  }

  default Expression<BigDecimal> tryAsDecimal(int precision, int scale) {
    return Casts.cast(ScalarFunction.TRY_CAST, this, new DecimalType(precision, scale));
  }

  // Strings

  default Expression<String> concat(Expression<String> other) {
    return call(ScalarFunction.CONCAT, other);
  }

  default Expression<String> concat(String text) {
    return concat(Literal.of(text));
  }

  default Expression<String> upper() {
    return call(ScalarFunction.UPPER);
  }

  default Expression<String> lower() {
    return call(ScalarFunction.LOWER);
  }

  default Expression<String> trim() {
    return call(ScalarFunction.TRIM);
  }

  default Expression<String> trimLeft() {
    return call(ScalarFunction.TRIM_LEFT);
  }

  default Expression<String> trimRight() {
    return call(ScalarFunction.TRIM_RIGHT);
  }

  default Expression<Integer> length() {
    return call(ScalarFunction.LENGTH);
  }

  /**
   * Part of the text.
   *
   * @param start first code point, from 1; negative counts from the end; 0 is refused
   * @param length number of code points
   */
  default Expression<String> substring(int start, int length) {
    Arguments.substringStart(start);
    return call(ScalarFunction.SUBSTRING, Literal.of(start), Literal.of(length));
  }

  default Expression<String> left(int length) {
    return call(ScalarFunction.LEFT_PART, Literal.of(length));
  }

  default Expression<String> right(int length) {
    return call(ScalarFunction.RIGHT_PART, Literal.of(length));
  }

  default Expression<String> replace(String search, String by) {
    return call(ScalarFunction.REPLACE, Literal.of(search), Literal.of(by));
  }

  default Expression<Boolean> startsWith(String prefix) {
    return call(ScalarFunction.STARTS_WITH, Literal.of(prefix));
  }

  default Expression<Boolean> endsWith(String suffix) {
    return call(ScalarFunction.ENDS_WITH, Literal.of(suffix));
  }

  default Expression<Boolean> contains(String part) {
    return call(ScalarFunction.CONTAINS, Literal.of(part));
  }

  default Expression<Integer> position(String part) {
    return call(ScalarFunction.POSITION, Literal.of(part));
  }

  default Expression<Boolean> like(String pattern) {
    return call(ScalarFunction.LIKE, Literal.of(Arguments.likePattern(pattern)));
  }

  default Expression<String> padLeft(int length, String pad) {
    Arguments.nonEmptyText("padLeft", pad);
    return call(ScalarFunction.PAD_LEFT, Literal.of(length), Literal.of(pad));
  }

  default Expression<String> padRight(int length, String pad) {
    Arguments.nonEmptyText("padRight", pad);
    return call(ScalarFunction.PAD_RIGHT, Literal.of(length), Literal.of(pad));
  }

  default Expression<String> repeat(int times) {
    return call(ScalarFunction.REPEAT, Literal.of(times));
  }

  default Expression<String> reverse() {
    return call(ScalarFunction.REVERSE);
  }

  default Expression<List<String>> split(String separator) {
    Arguments.nonEmptyText("split", separator);
    return call(ScalarFunction.SPLIT, Literal.of(separator));
  }

  /** Whether the portable regular expression is found anywhere in the text. */
  default Expression<Boolean> matches(String regex) {
    return call(ScalarFunction.MATCHES, Literal.of(PortableRegex.checked(regex)));
  }

  default Expression<String> regexExtract(String regex, int group) {
    PortableRegex.checkGroup(regex, group);
    return call(ScalarFunction.REGEX_EXTRACT, Literal.of(regex), Literal.of(group));
  }

  /** Every match replaced; the regular expression must not match the empty text. */
  default Expression<String> regexReplace(String regex, String replacement) {
    PortableRegex.checkReplacement(regex, replacement);
    return call(ScalarFunction.REGEX_REPLACE, Literal.of(regex), Literal.of(replacement));
  }

  default Expression<String> md5() {
    return call(ScalarFunction.MD5);
  }

  default Expression<String> sha256() {
    return call(ScalarFunction.SHA256);
  }

  // Time

  default Expression<Integer> year() {
    return call(ScalarFunction.YEAR);
  }

  default Expression<Integer> quarter() {
    return call(ScalarFunction.QUARTER);
  }

  default Expression<Integer> month() {
    return call(ScalarFunction.MONTH);
  }

  default Expression<Integer> day() {
    return call(ScalarFunction.DAY);
  }

  /** The day of the week, Monday = 0. */
  default Expression<Integer> dayOfWeek() {
    return call(ScalarFunction.DAY_OF_WEEK);
  }

  default Expression<Integer> dayOfYear() {
    return call(ScalarFunction.DAY_OF_YEAR);
  }

  default Expression<Integer> hour() {
    return call(ScalarFunction.HOUR);
  }

  default Expression<Integer> minute() {
    return call(ScalarFunction.MINUTE);
  }

  default Expression<Integer> second() {
    return call(ScalarFunction.SECOND);
  }

  default Expression<Integer> microsecond() {
    return call(ScalarFunction.MICROSECOND);
  }

  default Expression<LocalDate> plusDays(Expression<Integer> days) {
    return call(ScalarFunction.PLUS_DAYS, days);
  }

  default Expression<LocalDate> plusDays(int days) {
    return plusDays(Literal.of(days));
  }

  default Expression<LocalDate> plusMonths(Expression<Integer> months) {
    return call(ScalarFunction.PLUS_MONTHS, months);
  }

  default Expression<LocalDate> plusMonths(int months) {
    return plusMonths(Literal.of(months));
  }

  /** The time {@code duration} later; microseconds, the rest is cut off. */
  default Expression<T> plus(Duration duration) {
    return call(ScalarFunction.PLUS_MICROS, Literal.of(Arguments.micros(duration)));
  }

  default Expression<Integer> daysUntil(Expression<LocalDate> end) {
    return call(ScalarFunction.DAYS_BETWEEN, end);
  }

  default Expression<Long> microsUntil(Expression<? extends T> end) {
    return call(ScalarFunction.MICROS_BETWEEN, end);
  }

  default Expression<T> truncate(TimeUnit unit) {
    return call(ScalarFunction.TRUNCATE, Literal.of(unit.name()));
  }

  default Expression<Long> epochMicros() {
    return call(ScalarFunction.EPOCH_MICROS);
  }

  // Mathematics

  default Expression<T> floor() {
    return call(ScalarFunction.FLOOR);
  }

  default Expression<T> ceil() {
    return call(ScalarFunction.CEIL);
  }

  /** A decimal rounded half up to {@code scale} digits after the point. */
  default Expression<BigDecimal> round(int scale) {
    Arguments.scale(scale);
    return call(ScalarFunction.ROUND, Literal.of(scale));
  }

  default Expression<Double> sqrt() {
    return call(ScalarFunction.SQRT);
  }

  default Expression<Double> exp() {
    return call(ScalarFunction.EXP);
  }

  default Expression<Double> ln() {
    return call(ScalarFunction.LN);
  }

  default Expression<Double> log10() {
    return call(ScalarFunction.LOG10);
  }

  default Expression<Double> power(double exponent) {
    return call(ScalarFunction.POWER, Literal.of(exponent));
  }

  default Expression<Double> sin() {
    return call(ScalarFunction.SIN);
  }

  default Expression<Double> cos() {
    return call(ScalarFunction.COS);
  }

  default Expression<Double> atan() {
    return call(ScalarFunction.ATAN);
  }

  // Lists and records

  /** The number of a list's elements. */
  default Expression<Integer> size() {
    return call(ScalarFunction.SIZE);
  }

  /**
   * The element of a list at {@code index}, from 0; null beyond its ends.
   *
   * @param type the class of the elements, for the compiler; the engine knows it
   */
  default <E> Expression<E> element(int index, Class<E> type) {
    return call(ScalarFunction.ELEMENT, Literal.of(index));
  }

  /** Whether {@code value} is an element of the list. */
  default Expression<Boolean> has(Object value) {
    return call(ScalarFunction.LIST_CONTAINS, Literal.of(value));
  }

  default Expression<String> joinStrings(String separator) {
    return call(ScalarFunction.JOIN_STRINGS, Literal.of(separator));
  }

  /** A component of a nested record: {@code field(Order::customer).then(Customer::city)}. */
  default <N extends Record, S> Expression<S> then(FieldFunction<N, S> field) {
    FieldReference<S> named = FieldNames.resolve(Side.INPUT, field);
    RecordType type = Checks.record("then(…)", this);
    if (!type.equals(named.owner())) {
      throw Checks.misfit("then(" + named + ")", this, named.owner().toString());
    }
    Component component = named.component();
    return new NestedField<>(this, type, component);
  }

  // Sort order

  /** Sorts ascending, nulls first. */
  default Ordering asc() {
    return new Ordering(this, Ordering.Direction.ASCENDING, Ordering.Nulls.FIRST);
  }

  /** Sorts descending, nulls last. */
  default Ordering desc() {
    return new Ordering(this, Ordering.Direction.DESCENDING, Ordering.Nulls.LAST);
  }

  /** Whether values of this expression are {@code BOOL}; what a filter needs. */
  default boolean isCondition() {
    return type() == ScalarType.BOOL;
  }
}
