// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static Standing of(List<Double> seconds, Optional<String> problem) {
    return new Standing("local", Optional.of(9.0), seconds, Optional.empty(), problem);
  }

  @Test
  void takesRatiosWithinBlocks() {
    Standing base = of(List.of(1.0, 10.0, 100.0), Optional.empty());
    Standing other = of(List.of(2.0, 20.0, 200.0), Optional.empty());

    assertThat(other.ratioTo(base)).contains(new Interval(2, 2, 2));
    assertThat(other.interval().orElseThrow().median()).isEqualTo(20);
  }

  @Test
  void hasNoRatioToOneThatDidNotFinish() {
    Standing base = of(List.of(1.0), Optional.of("no cluster"));

    assertThat(of(List.of(2.0), Optional.empty()).ratioTo(base)).isEmpty();
    assertThat(of(List.of(), Optional.of("no cluster")).interval()).isEmpty();
  }

  @Test
  void intervalsHaveTheirMedianAndEqualValuesGiveEqualOnes() {
    double[] values = {3, 1, 2, 10};

    assertThat(Interval.of(values)).isEqualTo(Interval.of(values));
    assertThat(Interval.of(values).median()).isEqualTo(2.5);
    assertThat(Interval.of(values).low()).isBetween(1.0, 2.5);
    assertThat(Interval.of(values).high()).isBetween(2.5, 10.0);
    assertThat(new Interval(1.5, 1, 2).text("%.1f")).isEqualTo("1.5 (1.0 to 2.0)");
  }
}
