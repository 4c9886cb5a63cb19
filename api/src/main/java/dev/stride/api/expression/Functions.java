// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.function.FieldFunction;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.RecordType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where expressions begin: fields, literals, conditionals, aggregates and window functions. Meant
 * for static import. What each yields is stated in {@link ScalarFunction}, {@link
 * AggregateFunction} and {@link WindowFunction}.
 */
public final class Functions {
  private Functions() {}

  // Fields and literals

  /**
   * A field of the dataset: {@code field(Flight::origin)}.
   *
   * @throws IllegalArgumentException if the reference is not a record's accessor
   */
  public static <R extends Record, T extends @Nullable Object> Expression<T> field(
      FieldFunction<R, T> field) {
    return FieldNames.resolve(Side.INPUT, field);
  }

  /** A field of a join's left input. */
  public static <R extends Record, T extends @Nullable Object> Expression<T> left(
      FieldFunction<R, T> field) {
    return FieldNames.resolve(Side.LEFT, field);
  }

  /** A field of a join's right input. */
  public static <R extends Record, T extends @Nullable Object> Expression<T> right(
      FieldFunction<R, T> field) {
    return FieldNames.resolve(Side.RIGHT, field);
  }

  /** A constant; a {@code BigDecimal} gets the precision and scale that it is written with. */
  public static <T> Expression<T> literal(T value) {
    return Literal.of(value);
  }

  /** A decimal constant: {@code decimal("0.05")}. */
  public static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  /** A null of that class; for decimals use {@link #nullDecimal}. */
  public static <T> Expression<@Nullable T> nullOf(Class<T> type) {
    return new Literal<@Nullable T>(null, Casts.typeOf(type));
  }

  /** A null decimal. */
  public static Expression<@Nullable BigDecimal> nullDecimal(int precision, int scale) {
    return new Literal<@Nullable BigDecimal>(null, new DecimalType(precision, scale));
  }

  // Conditionals

  /** Begins a conditional: {@code when(condition, value).otherwise(other)}. */
  public static <T> Conditional<T> when(Expression<Boolean> condition, Expression<T> value) {
    return new Conditional<>(List.of(condition, value));
  }

  /** Begins a conditional with a constant. */
  public static <T> Conditional<T> when(Expression<Boolean> condition, T value) {
    return when(condition, Literal.of(value));
  }

  @SafeVarargs
  public static <T> Expression<T> coalesce(Expression<T>... values) {
    Arguments.notEmpty("coalesce", values.length);
    return Call.of(ScalarFunction.COALESCE, values);
  }

  @SafeVarargs
  public static <T> Expression<T> least(Expression<T>... values) {
    Arguments.notEmpty("least", values.length);
    return Call.of(ScalarFunction.LEAST, values);
  }

  @SafeVarargs
  public static <T> Expression<T> greatest(Expression<T>... values) {
    Arguments.notEmpty("greatest", values.length);
    return Call.of(ScalarFunction.GREATEST, values);
  }

  @SafeVarargs
  public static <T> Expression<List<T>> listOf(Expression<T>... values) {
    Arguments.notEmpty("listOf", values.length);
    return Call.of(ScalarFunction.LIST_OF, values);
  }

  /** A nested record of these values, one per component, in order. */
  public static <N extends Record> Expression<N> recordOf(Class<N> type, Expression<?>... values) {
    RecordType record = RecordType.of(type);
    List<Expression<?>> widened = Assignments.positional("recordOf", record, Arrays.asList(values));
    return new Call<>(ScalarFunction.RECORD_OF, widened, record);
  }

  public static Expression<Instant> instantOfEpochMicros(Expression<Long> micros) {
    return Call.of(ScalarFunction.OF_EPOCH_MICROS, micros);
  }

  // Sort order

  /** Sorts by a field, ascending, nulls first. */
  public static <R extends Record> Ordering asc(FieldFunction<R, ?> field) {
    return field(field).asc();
  }

  /** Sorts by a field, descending, nulls last. */
  public static <R extends Record> Ordering desc(FieldFunction<R, ?> field) {
    return field(field).desc();
  }

  // Aggregates

  public static AggregateCall<Long> count() {
    return AggregateCall.of(AggregateFunction.COUNT_ROWS, List.of(), List.of());
  }

  public static AggregateCall<Long> count(Expression<?> value) {
    return aggregate(AggregateFunction.COUNT, value);
  }

  public static AggregateCall<Long> countDistinct(Expression<?>... values) {
    Arguments.notEmpty("countDistinct", values.length);
    for (Expression<?> value : values) {
      Checks.groupKey("countDistinct", value);
    }
    return AggregateCall.of(AggregateFunction.COUNT_DISTINCT, List.of(values), List.of());
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <R extends Record> AggregateCall<Long> countDistinct(
      FieldFunction<R, ?>... fields) {
    return countDistinct(Arrays.stream(fields).map(Functions::field).toArray(Expression<?>[]::new));
  }

  /** The sum; an {@code Integer}'s sum is LONG on every engine, whatever the compiler calls it. */
  public static <T> AggregateCall<T> sum(Expression<T> value) {
    return aggregate(AggregateFunction.SUM, value);
  }

  public static <R extends Record, T extends @Nullable Object> AggregateCall<T> sum(
      FieldFunction<R, T> field) {
    return aggregate(AggregateFunction.SUM, field(field));
  }

  public static <T> AggregateCall<T> min(Expression<T> value) {
    return aggregate(AggregateFunction.MIN, value);
  }

  public static <R extends Record, T extends @Nullable Object> AggregateCall<T> min(
      FieldFunction<R, T> field) {
    return aggregate(AggregateFunction.MIN, field(field));
  }

  public static <T> AggregateCall<T> max(Expression<T> value) {
    return aggregate(AggregateFunction.MAX, value);
  }

  public static <R extends Record, T extends @Nullable Object> AggregateCall<T> max(
      FieldFunction<R, T> field) {
    return aggregate(AggregateFunction.MAX, field(field));
  }

  public static AggregateCall<Double> mean(Expression<?> value) {
    return aggregate(AggregateFunction.MEAN, value);
  }

  public static <R extends Record> AggregateCall<Double> mean(FieldFunction<R, ?> field) {
    return aggregate(AggregateFunction.MEAN, field(field));
  }

  public static AggregateCall<BigDecimal> decimalMean(Expression<?> value) {
    return aggregate(AggregateFunction.DECIMAL_MEAN, value);
  }

  public static <R extends Record> AggregateCall<BigDecimal> decimalMean(
      FieldFunction<R, ?> field) {
    return aggregate(AggregateFunction.DECIMAL_MEAN, field(field));
  }

  public static AggregateCall<Double> variance(Expression<?> value) {
    return aggregate(AggregateFunction.VARIANCE, value);
  }

  public static AggregateCall<Double> stddev(Expression<?> value) {
    return aggregate(AggregateFunction.STDDEV, value);
  }

  /**
   * The exact percentile.
   *
   * @param fraction 0 for the least value, 0.5 for the median, 1 for the greatest
   */
  public static AggregateCall<Double> percentile(Expression<?> value, double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("Invalid percentile: " + fraction + " (must be 0 to 1)");
    }
    return AggregateCall.of(
        AggregateFunction.PERCENTILE, List.of(value, Literal.of(fraction)), List.of());
  }

  public static <T> AggregateCall<List<T>> collectList(Expression<T> value) {
    return aggregate(AggregateFunction.COLLECT_LIST, value);
  }

  public static <T> AggregateCall<T> firstBy(Expression<T> value, Ordering... orderings) {
    return ordered(AggregateFunction.FIRST_BY, value, orderings);
  }

  public static <T> AggregateCall<T> lastBy(Expression<T> value, Ordering... orderings) {
    return ordered(AggregateFunction.LAST_BY, value, orderings);
  }

  private static <T> AggregateCall<T> ordered(
      AggregateFunction function, Expression<T> value, Ordering... orderings) {
    Arguments.notEmpty(function.signature(), orderings.length);
    return AggregateCall.of(function, List.of(value), List.of(orderings));
  }

  private static <T> AggregateCall<T> aggregate(AggregateFunction function, Expression<?> value) {
    return AggregateCall.of(function, List.of(value), List.of());
  }

  // Window functions

  public static WindowCall<Integer> rowNumber(Window window) {
    return ranking(WindowFunction.ROW_NUMBER, window);
  }

  public static WindowCall<Integer> rank(Window window) {
    return ranking(WindowFunction.RANK, window);
  }

  public static WindowCall<Integer> denseRank(Window window) {
    return ranking(WindowFunction.DENSE_RANK, window);
  }

  public static WindowCall<Double> percentRank(Window window) {
    return ranking(WindowFunction.PERCENT_RANK, window);
  }

  public static WindowCall<Double> cumeDist(Window window) {
    return ranking(WindowFunction.CUME_DIST, window);
  }

  public static WindowCall<Integer> ntile(int buckets, Window window) {
    if (buckets < 1) {
      throw new IllegalArgumentException("Invalid buckets: " + buckets + " (must be at least 1)");
    }
    return WindowCall.of(new WindowCall.Ranking(WindowFunction.NTILE, List.of(), buckets), window);
  }

  public static <T> WindowCall<T> lag(Expression<T> value, int rows, Window window) {
    return shifted(WindowFunction.LAG, value, rows, window);
  }

  public static <T> WindowCall<T> lead(Expression<T> value, int rows, Window window) {
    return shifted(WindowFunction.LEAD, value, rows, window);
  }

  public static <T> WindowCall<T> firstValue(Expression<T> value, Window window) {
    return WindowCall.of(
        new WindowCall.Ranking(WindowFunction.FIRST_VALUE, List.of(value), 0), window);
  }

  public static <T> WindowCall<T> lastValue(Expression<T> value, Window window) {
    return WindowCall.of(
        new WindowCall.Ranking(WindowFunction.LAST_VALUE, List.of(value), 0), window);
  }

  private static <T> WindowCall<T> shifted(
      WindowFunction function, Expression<T> value, int rows, Window window) {
    if (rows < 0) {
      throw new IllegalArgumentException("Invalid rows: " + rows + " (must not be negative)");
    }
    List<Expression<?>> arguments = new ArrayList<>(List.of(value));
    return WindowCall.of(new WindowCall.Ranking(function, arguments, rows), window);
  }

  private static <T> WindowCall<T> ranking(WindowFunction function, Window window) {
    return WindowCall.of(new WindowCall.Ranking(function, List.of(), 0), window);
  }
}
