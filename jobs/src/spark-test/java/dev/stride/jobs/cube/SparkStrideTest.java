// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.policy.Layer;
import dev.stride.backend.spark.SparkStride;
import dev.stride.jobs.cube.OrderedNotes.Note;
import dev.stride.jobs.flights.FlightDelays;
import dev.stride.jobs.flights.Summary;
import dev.stride.planner.ExecutionPlan;
import dev.stride.planner.Placement;
import dev.stride.planner.Target;
import dev.stride.runner.RunOptions;
import dev.stride.runner.RunResult;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows in an application that has a Spark session. */
class SparkStrideTest {
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "flights", "data/nycflights13/flights.parquet",
          "weather", "data/nycflights13/weather.parquet",
          "airlines", "data/nycflights13/airlines.parquet");

  private static SparkSession session;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.adaptive.coalescePartitions.enabled", "false")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private Stride stride() {
    return Stride.with(
        Settings.of(Map.of("stride.store", folder.toString())), SparkStride.on(session));
  }

  @Test
  void runsDataParallelStepsOnTheSessionAndGivesTheSameAnswer() {
    try (Stride stride = stride()) {
      Summary onSpark = stride.run(new FlightDelays(), PARAMETERS).value(Summary.class);
      Summary local =
          stride
              .run(new FlightDelays(), PARAMETERS, RunOptions.ofDefaults().on(Target.LOCAL))
              .value(Summary.class);

      assertThat(onSpark).isEqualTo(local);
      assertThat(session.sparkContext().isStopped()).isFalse();
    }
    assertThat(session.range(5).count()).as("the session stays open").isEqualTo(5);
  }

  @Test
  void theOrderOfRowsOutlivesFilesOfSeveralSizes() {
    try (Stride stride = stride()) {
      RunResult result = stride.run(new OrderedNotes(), Map.of());

      List<Note> notes = OrderedNotes.inOrder();
      assertThat(result.dataset("sorted", Note.class).toList()).isEqualTo(notes);
      assertThat(result.dataset("first", Note.class).toList()).isEqualTo(notes.subList(0, 2_010));
      assertThat(result.list("read", Integer.class))
          .isEqualTo(IntStream.range(0, notes.size()).boxed().toList());
    }
  }

  @Test
  void thePlanSaysThatTheSessionIsTheReason() {
    try (Stride stride = stride()) {
      ExecutionPlan plan = stride.plan(new FlightDelays(), PARAMETERS, RunOptions.ofDefaults());

      Placement routes = plan.stage("delaysByRoute").placement();
      assertThat(routes.layer()).isEqualTo(Layer.SPARK);
      assertThat(routes.reason()).isEqualTo("data-parallel, and this is a Spark driver");
      assertThat(plan.stage("fitCarrier").placement().layer()).isEqualTo(Layer.THREAD);
    }
  }
}
