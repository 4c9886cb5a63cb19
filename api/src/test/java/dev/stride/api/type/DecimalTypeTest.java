// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTypeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0",
    "1.50, 3, 2",
    "-12.5, 3, 1",
    "0.001, 3, 3",
    "1E+3, 4, 0",
    "1E-38, 38, 38",
  })
  void isTheNarrowestOfAValue(String value, int precision, int scale) {
    assertThat(DecimalType.of(new BigDecimal(value))).isEqualTo(new DecimalType(precision, scale));
  }

  @Test
  void refusesValuesOfMoreThan38Digits() {
    assertThatThrownBy(() -> DecimalType.of(new BigDecimal("1E+38")))
        .hasMessage("Invalid decimal precision: 39 (must be 1 to 38)");
  }

  @ParameterizedTest
  @CsvSource({
    "10, 2, 10, 2",
    "38, 38, 38, 38",
    "39, 2, 38, 2",
    "40, 10, 38, 8",
    "50, 10, 38, 6",
    "76, 20, 38, 6",
    "76, 4, 38, 4",
  })
  void givesUpScaleBeforeIntegerDigitsButNotBelowSix(
      int precision, int scale, int boundedPrecision, int boundedScale) {
    assertThat(DecimalType.bounded(precision, scale))
        .isEqualTo(new DecimalType(boundedPrecision, boundedScale));
  }

  @Test
  void unitesToWhatHoldsBoth() {
    DecimalType union = new DecimalType(10, 2).union(new DecimalType(8, 4));

    assertThat(union).isEqualTo(new DecimalType(12, 4)).hasToString("DECIMAL(12,4)");
    assertThat(union.holds(new DecimalType(10, 2))).isTrue();
    assertThat(union.holds(new DecimalType(13, 4))).isFalse();
    assertThat(union.holds(new DecimalType(5, 5))).isFalse();
  }

  @Test
  void holdsEveryIntegerOfAType() {
    assertThat(DecimalType.holding(ScalarType.INT)).isEqualTo(new DecimalType(10, 0));
    assertThat(DecimalType.holding(ScalarType.LONG)).isEqualTo(new DecimalType(20, 0));
  }

  @Test
  void refusesOtherDigits() {
    assertThatThrownBy(() -> new DecimalType(0, 0))
        .hasMessage("Invalid decimal precision: 0 (must be 1 to 38)");
    assertThatThrownBy(() -> new DecimalType(5, -1))
        .hasMessage("Invalid decimal scale: -1 (must be 0 to the precision, 5)");
  }
}
