// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.jobs.montecarlo.MonteCarlo.Estimate;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonteCarloTest {

  private static Estimate estimate(int slots, int samples, long seed) {
    List<Integer> hits =
        MonteCarlo.slots(slots).stream()
            .map(slot -> MonteCarlo.throwPoints(slot, samples, seed))
            .toList();
    return MonteCarlo.estimate(hits, samples);
  }

  @Test
  void comesCloseToPi() {
    Estimate estimate = estimate(100, 10_000, 42);

    assertThat(estimate.samples()).isEqualTo(1_000_000);
    assertThat(estimate.standardError()).isCloseTo(0.0016, within(0.0001));
    assertThat(estimate.pi()).isCloseTo(Math.PI, within(4 * estimate.standardError()));
  }

  @Test
  void missesPiAsOftenAsItsStandardErrorSays() {
    long within =
        IntStream.range(0, 300)
            .mapToObj(seed -> estimate(10, 1000, seed))
            .filter(e -> Math.abs(e.pi() - Math.PI) < e.standardError())
            .count();

    assertThat(within).as("of 300 seeds, 68 %% within one standard error").isBetween(170L, 240L);
  }

  @Test
  void givesEverySlotAndEverySeedAStreamOfItsOwn() {
    assertThat(
            IntStream.range(0, 50).map(slot -> MonteCarlo.throwPoints(slot, 100_000, 1)).distinct())
        .as("50 counts of about 78,540 hits, few of them the same by chance")
        .hasSizeGreaterThan(40);
    assertThat(MonteCarlo.throwPoints(1, 100_000, 1))
        .isNotEqualTo(MonteCarlo.throwPoints(0, 100_000, 2));
  }

  @Test
  void dependsOnItsParametersOnlyWhenSlotsRunSideBySide(@TempDir Path store) {
    Settings settings = Settings.of(Map.of("stride.store", store.toString(), "stride.cpu", "4"));
    try (Stride stride = Stride.with(settings)) {
      Map<String, ?> parameters = Map.of("slots", 2000, "samples", 50, "seed", 7L);

      assertThat(stride.run(new MonteCarlo(), parameters).value(Estimate.class))
          .isEqualTo(estimate(2000, 50, 7));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "slots, 0, 10000000",
    "slots, -1, 10000000",
    "slots, 10000001, 10000000",
    "samples, 0, 1000000000",
    "samples, 2000000000, 1000000000"
  })
  void refusesWhatCannotBeRun(String parameter, String value, String most) {
    assertThatThrownBy(() -> WorkflowDefinition.of(new MonteCarlo(), Map.of(parameter, value)))
        .hasMessageContaining(
            "Invalid value of --" + parameter + ": " + value + " (must be 1 to " + most + ")");
  }
}
