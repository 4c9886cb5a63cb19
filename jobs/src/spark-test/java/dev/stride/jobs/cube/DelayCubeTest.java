// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.jobs.cube.CubeReport.MonthDelay;
import dev.stride.jobs.cube.CubeReport.NamedDelay;
import dev.stride.planner.ExecutionPlan;
import dev.stride.planner.Stage;
import dev.stride.planner.Target;
import dev.stride.runner.RunOptions;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workflow that mixes embedded, Spark and native steps. */
class DelayCubeTest {
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "flights", "data/nycflights13/flights.parquet",
          "airlines", "data/nycflights13/airlines.parquet",
          "error", "0.0");

  @TempDir private Path folder;

  private Stride stride() {
    return Stride.with(
        Settings.of(
            Map.of(
                "stride.store", folder.resolve("store").toString(),
                "spark.master", "local[2]",
                "spark.ui.enabled", "false",
                "spark.sql.shuffle.partitions", "2")));
  }

  @Test
  void stepsOfThreeKindsHandTheirRowsOn() {
    try (Stride stride = stride()) {
      CubeReport report = stride.run(new DelayCube(), PARAMETERS).value(CubeReport.class);

      assertThat(report.medianDelay()).isEqualTo(-5.0);
      assertThat(report.carriers()).hasSize(16);
      assertThat(report.carriers().get(0).name()).isEqualTo("Frontier Airlines Inc.");
      assertThat(report.months()).hasSize(12);
      assertThat(report.carriers().stream().mapToLong(NamedDelay::flights).sum())
          .isEqualTo(report.months().stream().mapToLong(MonthDelay::flights).sum())
          .isEqualTo(327_346);
      assertThat(report.months().get(5).meanDelay()).isCloseTo(16.4813296, within(1e-6));
    }
  }

  @Test
  void thePlanSaysWhatIsNativeAndKeepsItThere() {
    try (Stride stride = stride()) {
      ExecutionPlan plan =
          stride.plan(new DelayCube(), PARAMETERS, RunOptions.ofDefaults().on(Target.LOCAL));

      Map<String, String> layers =
          plan.stages().stream()
              .collect(
                  Collectors.toMap(Stage::name, stage -> stage.placement().layer().toString()));
      assertThat(layers)
          .containsEntry("cells", "spark")
          .containsEntry("median", "spark")
          .containsEntry("arrivedFlights", "duckdb")
          .containsEntry("byCarrier", "duckdb")
          .containsEntry("report", "thread");
      assertThat(plan.stage("cells").placement().reason()).isEqualTo("native to spark");
      assertThat(plan.stage("cells").notes())
          .containsExactly("--on local is ignored for a native step");
    }
  }

  @Test
  void itIsFoundByItsNameBesideTheOthers() {
    assertThat(ServiceLoader.load(dev.stride.api.Workflow.class))
        .extracting(dev.stride.api.Workflow::name)
        .contains("delay-cube", "flight-delays", "monte-carlo", "ratios", "tpch");
  }
}
