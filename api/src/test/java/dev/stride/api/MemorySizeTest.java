// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {

  @ParameterizedTest
  @CsvSource({
    "1KiB, 1024, 1 KiB",
    "512 MiB, 536870912, 512 MiB",
    "' 16 GiB ', 17179869184, 16 GiB",
    "2TiB, 2199023255552, 2 TiB",
    "2048 KiB, 2097152, 2 MiB",
    "1536MiB, 1610612736, 1536 MiB",
    "1024GiB, 1099511627776, 1 TiB",
    "8388607TiB, 9223370937343148032, 8388607 TiB",
  })
  void readsAndPrints(String text, long bytes, String printed) {
    MemorySize size = MemorySize.parse(text);

    assertThat(size).isEqualTo(new MemorySize(bytes)).hasToString(printed);
    assertThat(MemorySize.parse(printed)).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "16",
        "GiB",
        "16GB",
        "16 gib",
        "1.5GiB",
        "-1GiB",
        "16GiB x",
        "8388608TiB",
        "１GiB",
        "99999999999999999999KiB"
      })
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> MemorySize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid memory: " + text + " (must be a whole number and a unit, for example 16GiB)");
  }

  @Test
  void refusesNothing() {
    assertThatThrownBy(() -> MemorySize.parse("0GiB"))
        .hasMessage("Invalid memory: 0 B (must be at least 1)");
    assertThatThrownBy(() -> new MemorySize(-1))
        .hasMessage("Invalid memory: -1 B (must be at least 1)");
  }

  @Test
  void printsBytesThatAreNoWholeUnit() {
    assertThat(new MemorySize(1023)).hasToString("1023 B");
    assertThat(new MemorySize(1025)).hasToString("1025 B");
  }

  @Test
  void comparesByBytes() {
    assertThat(MemorySize.parse("1024MiB")).isEqualByComparingTo(MemorySize.parse("1GiB"));
    assertThat(MemorySize.parse("1GiB")).isLessThan(MemorySize.parse("1TiB"));
  }
}
