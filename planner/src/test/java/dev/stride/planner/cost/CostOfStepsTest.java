// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.stride.api.policy.Layer;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CostOfStepsTest {
  private static final Calibration CALIBRATION =
      Calibration.priors("laptop", "17")
          .with("batch.lambda", 0.5)
          .with("batch.queue", 20)
          .with("batch.start", 7)
          .with("host.disk", 1e6)
          .with("host.network", 1e5);
  private static final Prices PRICES =
      new Prices(
          "2026-01-31",
          Map.of("batch.cpu-second", 0.1, "batch.gb-second", 0.01, "batch.request", 3.0));
  private static final StepCosts COSTS =
      new StepCosts(CALIBRATION, PRICES, Map.of(Layer.BATCH, new Bytes(3e9)));

  private static StepWork work(Operation operation, double megabytes, double highMemory) {
    return new StepWork(
        "fit",
        Map.of(operation, new Estimate<>(new Rows(50), new Rows(100), new Rows(200), Origin.HINT)),
        Estimate.exactly(new Bytes(megabytes * 1e6), Origin.FOOTER),
        Estimate.exactly(Bytes.ZERO, Origin.FOOTER),
        Estimate.exactly(new Bytes(4e5), Origin.FOOTER),
        new Estimate<>(new Bytes(0), new Bytes(2e9), new Bytes(highMemory), Origin.HINT),
        2);
  }

  private static Verdict.Candidate candidate(StepWork work) {
    return (Verdict.Candidate) COSTS.on(Layer.BATCH, work);
  }

  @Test
  void addsStartQueueTheSlowestResourceAndTransfer() {
    // 100 rows at 0.5 s on 2 processors are 25 s, which hide 10 s of disk; transfer takes 4 s.
    Verdict.Candidate fit = candidate(work(Operation.LAMBDA, 10, 3e9));

    assertThat(fit.time().expected()).isEqualTo(new Seconds(20 + 25 + 4));
    assertThat(fit.time().low()).isEqualTo(new Seconds(20 + 12.5 + 4));
    assertThat(fit.total().high()).isEqualTo(new Seconds(7 + 20 + 50 + 4));
    assertThat(fit.time().origin()).isEqualTo(Origin.HINT);
  }

  @Test
  void waitsForTheDiskIfThatIsSlower() {
    assertThat(candidate(work(Operation.LAMBDA, 100, 3e9)).time().expected())
        .isEqualTo(new Seconds(20 + 100 + 4));
  }

  @Test
  void paysForProcessorsAndMemoryWhileBusyAndForTheRequest() {
    assertThat(candidate(work(Operation.LAMBDA, 10, 3e9)).money().value())
        .isCloseTo(29 * (2 * 0.1 + 2 * 0.01) + 3, Offset.offset(1e-9));
  }

  @Test
  void rejectsWhatMayNeedMoreMemoryThanThereIs() {
    assertThat(COSTS.on(Layer.BATCH, work(Operation.LAMBDA, 10, 4e9)))
        .isEqualTo(
            new Verdict.Rejected(
                Layer.BATCH, "memory may reach 4000000000 B, batch has 3000000000 B"));
  }

  @Test
  void holdsNoEngineThatSpillsToTheLimitOfMemory() {
    Prices free =
        new Prices(
            "2026-01-31",
            Map.of("duckdb.cpu-second", 0.0, "duckdb.gb-second", 0.0, "duckdb.request", 0.0));
    StepCosts small = new StepCosts(CALIBRATION, free, Map.of(Layer.DUCKDB, new Bytes(1)));

    assertThat(small.on(Layer.DUCKDB, work(Operation.JOIN, 0, 4e9)))
        .asInstanceOf(type(Verdict.Candidate.class))
        .extracting(Verdict.Candidate::money)
        .isEqualTo(Usd.ZERO);
  }

  @Test
  void rejectsOperationsThatABackendCannotDo() {
    assertThat(COSTS.on(Layer.THREAD, work(Operation.JOIN, 10, 1e10)))
        .isEqualTo(new Verdict.Rejected(Layer.THREAD, "thread cannot do join"));
  }

  @Test
  void refusesToGuessAPrice() {
    assertThatThrownBy(() -> COSTS.on(Layer.THREAD, work(Operation.LAMBDA, 10, 3e9)))
        .hasMessageContaining("Cannot find price: thread.cpu-second");
  }
}
