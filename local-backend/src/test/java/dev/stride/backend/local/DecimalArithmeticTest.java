// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import static dev.stride.api.expression.Functions.decimalMean;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.mean;
import static dev.stride.api.expression.Functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.api.expression.Expression;
import dev.stride.api.relation.Rows;
import dev.stride.api.type.RecordType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Products that leave 18 digits, where DuckDB changes from one kind of integer to another. */
public class DecimalArithmeticTest {
  private static final String GREAT = "9999999999999.99";

  private static final AtomicInteger CALLS = new AtomicInteger();

  private static LocalBackend backend;

  /** Two factors. */
  public record Factors(
      String key,
      @Decimal(precision = 15, scale = 2) @Nullable BigDecimal a,
      @Decimal(precision = 15, scale = 2) @Nullable BigDecimal b) {}

  /** A product. */
  public record Product(@Decimal(precision = 38, scale = 4) @Nullable BigDecimal value) {}

  /** The sum of a key's values. */
  public record Total(String key, @Decimal(precision = 38, scale = 4) @Nullable BigDecimal value) {}

  /** The mean of all values, as a decimal. */
  public record ExactMean(@Decimal(precision = 19, scale = 6) @Nullable BigDecimal value) {}

  /** The mean of all values. */
  public record Mean(@Nullable Double value) {}

  @BeforeAll
  static void open() {
    backend = LocalBackend.open(Map.of());
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  private static Factors factors(String key, @Nullable String a, @Nullable String b) {
    return new Factors(
        key, a == null ? null : new BigDecimal(a), b == null ? null : new BigDecimal(b));
  }

  private static Dataset<Factors> dataset(Factors... rows) {
    return Dataset.of(
        Factors.class,
        new Rows(RecordType.of(Factors.class), Arrays.asList(rows)),
        backend.reader());
  }

  private static Expression<@Nullable BigDecimal> product() {
    return field(Factors::a).times(field(Factors::b));
  }

  @Test
  void multipliesExactlyBeyondEighteenDigits() {
    List<Product> products =
        dataset(factors("x", "1.50", "2.00"), factors("x", GREAT, GREAT), factors("x", null, GREAT))
            .select(Product.class, product())
            .toList();

    assertThat(products)
        .extracting(Product::value)
        .containsExactly(
            new BigDecimal("3.0000"), new BigDecimal("99999999999999800000000000.0001"), null);
  }

  @Test
  void addsProductsOfFewDigitsAndOfMany() {
    List<Total> totals =
        dataset(
                factors("few", "1.50", "2.00"),
                factors("few", "-0.50", "0.01"),
                factors("many", GREAT, GREAT),
                factors("many", "-" + GREAT, GREAT),
                factors("many", GREAT, "100.00"),
                factors("mixed", GREAT, GREAT),
                factors("mixed", "0.01", "0.01"),
                factors("mixed", null, "1.00"),
                factors("none", null, "1.00"))
            .groupBy(Factors::key)
            .aggregate(Total.class, sum(product()))
            .orderBy(field(Total::key).asc())
            .toList();

    assertThat(totals)
        .containsExactly(
            new Total("few", new BigDecimal("2.9950")),
            new Total("many", new BigDecimal("999999999999999.0000")),
            new Total("mixed", new BigDecimal("99999999999999800000000000.0002")),
            new Total("none", null));
  }

  @Test
  void addsDifferencesOfProducts() {
    List<Total> totals =
        dataset(factors("x", "3.00", "2.00"), factors("x", GREAT, "1.00"))
            .groupBy(Factors::key)
            .aggregate(Total.class, sum(product().minus(product()).plus(product())))
            .toList();

    assertThat(totals).containsExactly(new Total("x", new BigDecimal("10000000000005.9900")));
  }

  @Test
  void averagesDecimalsBySumsWithoutRounding() {
    List<Mean> means =
        dataset(factors("x", "0.10", null), factors("x", "0.20", null), factors("x", "0.40", null))
            .aggregate(Mean.class, mean(Factors::a))
            .toList();

    assertThat(means).containsExactly(new Mean(70 / 300.0));
  }

  @Test
  void javaCodeRunsOnceWhereEighteenDigitsDoNotSuffice() {
    CALLS.set(0);

    List<Total> totals =
        dataset(factors("x", GREAT, GREAT))
            .map(Factors.class, DecimalArithmeticTest::counted)
            .groupBy(Factors::key)
            .aggregate(Total.class, sum(product()))
            .toList();

    assertThat(totals)
        .containsExactly(new Total("x", new BigDecimal("99999999999999800000000000.0001")));
    assertThat(CALLS).as("calls for one row").hasValue(1);
  }

  private static Factors counted(Factors row) {
    CALLS.incrementAndGet();
    return row;
  }

  @Test
  void averagesTheGreatestDecimalsExactly() {
    List<ExactMean> means =
        dataset(factors("x", GREAT, null), factors("x", GREAT, null), factors("x", "0.01", null))
            .aggregate(ExactMean.class, decimalMean(Factors::a))
            .toList();

    assertThat(means).containsExactly(new ExactMean(new BigDecimal("6666666666666.663333")));
  }
}
