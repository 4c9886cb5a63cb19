// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.ScalarType;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CastGrammarTest {

  private static boolean accepts(DataType type, String text) {
    return Pattern.compile(CastGrammar.of(type)).matcher(text).matches();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-7", "+7", "007", "99999999999999999999"})
  void readsIntegers(String text) {
    assertThat(accepts(ScalarType.INT, text)).isTrue();
    assertThat(accepts(ScalarType.LONG, text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " 1", "1 ", "1.0", "1e3", "+-1", "0x1", "١", "1\n"})
  void refusesOtherIntegers(String text) {
    assertThat(accepts(ScalarType.INT, text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-1.5", ".5", "1.", "+0.00"})
  void readsDecimals(String text) {
    assertThat(accepts(new DecimalType(5, 2), text)).isTrue();
    assertThat(accepts(ScalarType.DOUBLE, text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "1e3", "NaN", "1,5", "1.5.", "--1"})
  void refusesOtherDecimals(String text) {
    assertThat(accepts(new DecimalType(5, 2), text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e3", "-1.5E-7", "NaN", "Infinity", "-Infinity", ".5e+1"})
  void readsFloats(String text) {
    assertThat(accepts(ScalarType.DOUBLE, text)).isTrue();
    assertThat(accepts(ScalarType.FLOAT, text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nan", "inf", "+Infinity", "1e", "1f", "0x1p3", "e3"})
  void refusesOtherFloats(String text) {
    assertThat(accepts(ScalarType.DOUBLE, text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-02-29", "0001-01-01", "9999-12-31", "2023-02-31"})
  void readsDates(String text) {
    assertThat(accepts(ScalarType.DATE, text)).isTrue();
    assertThat(accepts(ScalarType.LOCAL_TIMESTAMP, text + "T00:00:00")).isTrue();
    assertThat(accepts(ScalarType.LOCAL_TIMESTAMP, text + " 23:59:59.123456")).isTrue();
    assertThat(accepts(ScalarType.INSTANT, text + "T00:00:00Z")).isTrue();
    assertThat(accepts(ScalarType.INSTANT, text + "T00:00:00")).isFalse();
    assertThat(accepts(ScalarType.LOCAL_TIMESTAMP, text + "T00:00")).isFalse();
    assertThat(accepts(ScalarType.LOCAL_TIMESTAMP, text + "T00:00:00.1234567")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2024-2-9", "0000-01-01", "24-01-01", "20240101", "12024-01-01"})
  void refusesOtherDates(String text) {
    assertThat(accepts(ScalarType.DATE, text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void readsBooleans(String text) {
    assertThat(accepts(ScalarType.BOOL, text)).isTrue();
    assertThat(accepts(ScalarType.BOOL, text.toUpperCase(java.util.Locale.ROOT))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"STRING", "BINARY"})
  void refusesTypesThatNoTextIsReadAs(ScalarType type) {
    assertThatThrownBy(() -> CastGrammar.of(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot cast text to: " + type + " (use it as it is)");
  }

  @Test
  void refusesTypesThatAreNoScalars() {
    assertThatThrownBy(
            () -> CastGrammar.of(new dev.stride.api.type.ListType(ScalarType.INT, false)))
        .hasMessageStartingWith("Cannot cast text to: ")
        .hasMessageEndingWith(" (no text is one)");
  }
}
