// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostEstimateTest {
  private static Estimate<Seconds> seconds(double low, double expected, double high, Origin from) {
    return new Estimate<>(new Seconds(low), new Seconds(expected), new Seconds(high), from);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAmountsThatAreNegativeOrNotFinite(double amount) {
    assertThatThrownBy(() -> new Seconds(amount))
        .hasMessage("Cannot use seconds: " + amount + " (give a finite number of at least 0)");
    assertThatThrownBy(() -> new Usd(amount)).hasMessageContaining("Cannot use USD");
    assertThatThrownBy(() -> new Bytes(amount)).hasMessageContaining("Cannot use bytes");
    assertThatThrownBy(() -> new Rows(amount)).hasMessageContaining("Cannot use rows");
  }

  @Test
  void refusesIntervalsWhoseEndsAreOutOfOrder() {
    assertThatThrownBy(() -> seconds(2, 1, 3, Origin.RULE))
        .hasMessage("Cannot use estimate: 2 s, 1 s, 3 s (give low <= expected <= high)");
    assertThatThrownBy(() -> seconds(1, 4, 3, Origin.RULE)).hasMessageContaining("4 s");
  }

  @Test
  void addsEndByEndAndTrustsTheSumAsLittleAsItsWorsePart() {
    assertThat(seconds(1, 2, 3, Origin.FOOTER).plus(seconds(10, 20, 40, Origin.RULE)))
        .isEqualTo(seconds(11, 22, 43, Origin.RULE));
  }

  @Test
  void takesTheLargerEndByEnd() {
    assertThat(seconds(1, 5, 6, Origin.HINT).max(seconds(2, 3, 9, Origin.MEASURED)))
        .isEqualTo(seconds(2, 5, 9, Origin.HINT));
  }

  @Test
  void multipliesAllEnds() {
    assertThat(seconds(1, 2, 3, Origin.SAMPLE).times(2)).isEqualTo(seconds(2, 4, 6, Origin.SAMPLE));
    assertThatThrownBy(() -> seconds(1, 2, 3, Origin.SAMPLE).times(-2))
        .hasMessageContaining("Cannot use factor: -2.0");
  }

  @Test
  void widensBothEndsAndKeepsTheExpectation() {
    assertThat(seconds(2, 2, 3, Origin.HISTORY).widen(2))
        .isEqualTo(seconds(1, 2, 6, Origin.HISTORY));
    assertThatThrownBy(() -> seconds(1, 2, 3, Origin.RULE).widen(0.5))
        .hasMessage("Cannot widen estimate: 0.5 (give a finite factor of at least 1)");
  }

  @Test
  void takesMemoryOfTheApiAsBytes() {
    assertThat(Bytes.in(MemorySize.parse("2 KiB"))).isEqualTo(new Bytes(2048));
  }

  @Test
  void printsTheExpectationTheIntervalAndTheOrigin() {
    assertThat(seconds(1.6, 2.1, 3.4, Origin.FOOTER)).hasToString("2.1 s [1.6 s, 3.4 s] (footer)");
  }
}
