// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Decimal;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.RecordType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class RowCheckTest {
  public record Sale(
      @Decimal(precision = 5, scale = 2) @Nullable BigDecimal price,
      @Nullable Instant at,
      @Nullable String text,
      @Nullable List<String> names) {}

  private static void refuses(Sale sale, String message) {
    assertThatThrownBy(() -> new RowCheck(RecordType.of(Sale.class)).check(sale))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER))
        .hasMessage(message);
  }

  @Test
  void namesTheComponentThatCannotBeStored() {
    refuses(
        new Sale(new BigDecimal("12345.67"), null, null, null),
        "CAST: 12345.67 does not fit Sale.price, a DECIMAL(5,2)");
    refuses(
        new Sale(null, Instant.MAX, null, null),
        "OUT_OF_RANGE: +1000000000-12-31T23:59:59.999999999Z of Sale.at leaves the years 1 to 9999");
    refuses(
        new Sale(null, null, "ab\ud800", null),
        "CAST: text with an unpaired surrogate at index 2 does not fit Sale.text (replace it, or"
            + " keep it as byte[])");
    refuses(
        new Sale(null, null, null, Arrays.asList("a", null)),
        "NULL_VALUE: an element of Sale.names is null but its record says never null (make it"
            + " @Nullable or boxed)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0E+1000000000", "0E-1000000000", "1.20000", "999.99", "1E+2", "-1E-2"})
  void takesDecimalsOfFewDigitsHoweverTheyAreWritten(String price) {
    Sale sale = new Sale(new BigDecimal(price), null, "", List.of());

    assertThatCode(() -> new RowCheck(RecordType.of(Sale.class)).check(sale))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+1000000000", "1E-1000000000", "1000", "0.001", "-1E+3"})
  void saysSoonThatDecimalsDoNotFit(String value) {
    assertThatThrownBy(() -> new DecimalType(5, 2).fit(new BigDecimal(value)))
        .isInstanceOf(ArithmeticException.class);
  }
}
