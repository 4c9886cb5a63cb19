// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostCalibrationTest {
  private static final Calibration MEASURED =
      new Calibration("laptop", "17", Map.of("spark.start", 2.5));

  @Test
  void readsBackWhatItWrote() {
    assertThat(Calibration.read(MEASURED.json(), "laptop", "17")).isEqualTo(MEASURED);
  }

  @Test
  void takesThePriorOfWhatIsNotMeasured() {
    assertThat(MEASURED.start(Layer.SPARK)).isEqualTo(new Seconds(2.5));
    assertThat(MEASURED.queue(Layer.BATCH)).isEqualTo(new Seconds(20));
    assertThat(MEASURED.queue(Layer.THREAD)).isEqualTo(Seconds.ZERO);
    assertThat(MEASURED.perRow(Layer.THREAD, Operation.JOIN)).isEmpty();
  }

  @Test
  void namesTheNearestKeyToOneThatIsUnknown() {
    assertThatThrownBy(() -> MEASURED.with("spark.strat", 1))
        .hasMessage("Cannot use calibration key: spark.strat (did you mean spark.start?)");
    assertThatThrownBy(
            () -> Calibration.read(MEASURED.json().replace("spark.", "sperk."), "laptop", "17"))
        .isInstanceOf(StrideException.class)
        .hasMessageContaining("did you mean spark.start?");
  }

  @Test
  void refusesValuesOutsideTheirRange() {
    assertThatThrownBy(() -> MEASURED.with("spark.start", 3601))
        .hasMessage("Cannot use spark.start: 3601.0 s (give 0.0 to 3600.0)");
    assertThatThrownBy(() -> MEASURED.with("spark.start", Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void refusesWhatWasMeasuredElsewhere() {
    assertThatThrownBy(() -> Calibration.read(MEASURED.json(), "server", "17"))
        .hasMessage("Cannot use calibration: it is of host laptop (calibrate again on server)");
    assertThatThrownBy(() -> Calibration.read(MEASURED.json(), "laptop", "21"))
        .hasMessageContaining("it is of Java 17");
  }

  @Test
  void readsPricesBackAndRefusesUnknownAndMissingOnes() {
    Prices prices = new Prices("2026-01-31", Map.of("batch.cpu-second", 1e-5));

    assertThat(Prices.read(prices.json())).isEqualTo(prices);
    assertThatThrownBy(() -> new Prices("2026-01-31", Map.of("batch.cpu-secnd", 1.0)))
        .hasMessage("Cannot use price key: batch.cpu-secnd (did you mean batch.cpu-second?)");
    assertThatThrownBy(() -> prices.price("s3.gb"))
        .hasMessage("Cannot find price: s3.gb (add it to the price file of 2026-01-31, or 0)");
  }
}
