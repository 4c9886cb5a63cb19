// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.stride.api.definition.ParameterDefinition;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.failure.Failure;
import dev.stride.api.failure.FailureKind;
import dev.stride.jobs.flights.Summary.CarrierDelay;
import dev.stride.jobs.flights.Summary.RouteDelay;
import dev.stride.runner.RunFailed;
import dev.stride.runner.RunOptions;
import dev.stride.runner.RunResult;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.runner.execution.RunListener;
import dev.stride.runner.execution.StageProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightDelaysTest {
  private static final String FLIGHTS = "SELECT * FROM flights";
  private static final String WEATHER = "SELECT * FROM weather";
  private static final String AIRLINES = "SELECT * FROM airlines";

  @TempDir private static Path store;

  private static Stride stride;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    stride = Stride.with(Settings.of(Map.of("stride.store", store.toString())));
  }

  @AfterAll
  static void close() {
    stride.close();
  }

  @Test
  void ranksRoutesLikeHandWrittenSql() throws Exception {
    List<RouteDelay> routes = summary(FlightFiles.COMMITTED, 1000).routes();
    List<RouteDelay> expected = new HandWrittenDelays(FlightFiles.COMMITTED).routes();

    assertThat(routes).isEqualTo(expected).hasSize(223);
    assertThat(routes.get(0))
        .extracting(RouteDelay::origin, RouteDelay::dest)
        .containsExactly("EWR", "CAE");
  }

  @Test
  void scoresCarriersLikeTheNormalEquations() throws Exception {
    List<CarrierDelay> carriers = summary(FlightFiles.COMMITTED, 1000).carriers();

    assertSame(carriers, new HandWrittenDelays(FlightFiles.COMMITTED).carriers(1000));
    assertThat(carriers).hasSize(16).filteredOn(CarrierDelay::fallback).hasSize(5);
  }

  private static void assertSame(List<CarrierDelay> actual, List<CarrierDelay> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int index = 0; index < actual.size(); index++) {
      CarrierDelay wanted = expected.get(index);
      assertThat(actual.get(index))
          .usingRecursiveComparison()
          .ignoringFields("rmse")
          .isEqualTo(wanted);
      assertThat(actual.get(index).rmse())
          .isCloseTo(wanted.rmse(), within(1e-9 * Objects.requireNonNull(wanted.rmse())));
    }
  }

  @Test
  void leavesOutWhatNeverVaries() throws Exception {
    List<CarrierDelay> carriers = summary(FlightFiles.COMMITTED, 0).carriers();

    assertSame(carriers, new HandWrittenDelays(FlightFiles.COMMITTED).carriers(0));
    assertThat(carriers)
        .as("some carriers fly one distance only")
        .hasSize(16)
        .noneMatch(CarrierDelay::fallback);
  }

  @Test
  void answersNothingForNoRows() throws Exception {
    FlightFiles.write(folder, FLIGHTS + " LIMIT 0", WEATHER + " LIMIT 0", AIRLINES + " LIMIT 0");

    assertThat(summary(folder, 1000)).isEqualTo(new Summary(List.of(), List.of()));
  }

  @Test
  void fallsBackWithTooFewRowsWhateverIsAsked() throws Exception {
    FlightFiles.write(
        folder,
        FLIGHTS
            + " WHERE carrier = 'UA' AND arr_delay IS NOT NULL AND day = 4 ORDER BY dep_delay LIMIT 3",
        WEATHER,
        AIRLINES);

    assertThat(summary(folder, 0).carriers())
        .singleElement()
        .returns(true, CarrierDelay::fallback)
        .satisfies(carrier -> assertThat(carrier.trainRows()).isPositive());
  }

  @Test
  void keepsCarriersWithoutTestRowsArrivalsOrNames() throws Exception {
    FlightFiles.write(
        folder,
        FLIGHTS
            + " WHERE carrier = 'UA' AND day % 5 <> 0 AND month = 1"
            + " UNION ALL SELECT * REPLACE ('ZZ' AS carrier, NULL AS arr_delay) FROM flights"
            + " WHERE carrier = 'HA'"
            + " UNION ALL SELECT * FROM flights WHERE carrier = 'B6' AND month = 1",
        WEATHER,
        AIRLINES + " WHERE carrier <> 'UA' UNION ALL SELECT 'B6', NULL");

    List<CarrierDelay> carriers = summary(folder, 1000).carriers();

    assertThat(carriers)
        .extracting(CarrierDelay::carrier, CarrierDelay::name, CarrierDelay::fallback)
        .containsExactly(
            tuple("B6", "JetBlue Airways", false),
            tuple("UA", "UA", false),
            tuple("ZZ", "ZZ", true));
    assertThat(carriers.get(0).rmse()).isPositive();
    assertThat(carriers.get(1))
        .returns(0L, CarrierDelay::testRows)
        .returns(null, CarrierDelay::rmse);
    assertThat(carriers.get(2)).isEqualTo(new CarrierDelay("ZZ", "ZZ", 0, 0, null, true));
  }

  @Test
  void fallsBackWhereTheWeatherIsNoNumber() throws Exception {
    FlightFiles.write(
        folder,
        FLIGHTS + " WHERE carrier = 'FL'",
        "SELECT * REPLACE (CASE WHEN day = 10 THEN 'NaN'::DOUBLE ELSE visib END AS visib) FROM weather",
        AIRLINES);

    assertThat(summary(folder, 1000).carriers())
        .singleElement()
        .returns(true, CarrierDelay::fallback)
        .satisfies(carrier -> assertThat(carrier.rmse()).isPositive().isFinite());
  }

  @Test
  void saysWhyACarrierHasNoModel() {
    List<String> failures = Collections.synchronizedList(new ArrayList<>());
    RunListener listener =
        new RunListener() {
          @Override
          public void attemptFailed(StageProgress stage, String task, Failure failure) {
            failures.add(failure.message());
          }
        };

    stride.run(
        new FlightDelays(),
        parameters(FlightFiles.COMMITTED, 1000),
        RunOptions.ofDefaults().listeningWith(listener));

    assertThat(failures)
        .as("one attempt each: another would fail too")
        .hasSize(5)
        .contains(
            "Cannot fit model of carrier HA: 272 flights to learn from (lower --min-rows: 1000)");
  }

  @Test
  void takesOverEveryStepWhenResumed() throws Exception {
    RunResult first = stride.run(new FlightDelays(), parameters(FlightFiles.COMMITTED, 1000));
    List<String> plan = stride.resumePlan(first.run(), new FlightDelays(), RunOptions.ofDefaults());
    RunResult second = stride.resume(first.run(), new FlightDelays(), RunOptions.ofDefaults());

    assertThat(plan).hasSizeGreaterThan(2).allMatch(line -> line.contains("reuse"));
    assertThat(second.value(Summary.class)).isEqualTo(first.value(Summary.class));
  }

  @Test
  void saysWhichInputIsMissing() throws Exception {
    FlightFiles.write(folder, FLIGHTS, WEATHER, AIRLINES);
    Files.delete(folder.resolve("weather.parquet"));

    assertThatThrownBy(() -> summary(folder, 1000))
        .isInstanceOf(RunFailed.class)
        .hasMessageContaining("'weather'")
        .hasMessageContaining(folder.resolve("weather.parquet").toString())
        .extracting(thrown -> ((RunFailed) thrown).kind())
        .isEqualTo(FailureKind.CONFIGURATION);
  }

  @Test
  void saysWhichColumnDoesNotFit() throws Exception {
    FlightFiles.write(
        folder,
        "SELECT * REPLACE (dep_delay::VARCHAR AS dep_delay) FROM flights",
        WEATHER,
        AIRLINES);

    assertThatThrownBy(() -> summary(folder, 1000))
        .isInstanceOf(RunFailed.class)
        .hasMessageContaining("column 'dep_delay' of type VARCHAR")
        .hasMessageContaining("Flight.depDelay is INT");
  }

  @Test
  void saysWhichColumnIsAbsent() throws Exception {
    FlightFiles.write(folder, FLIGHTS, "SELECT * EXCLUDE (visib) FROM weather", AIRLINES);

    assertThatThrownBy(() -> summary(folder, 1000))
        .isInstanceOf(RunFailed.class)
        .hasMessageContaining("has no column 'visib'");
  }

  @Test
  void readsTheCommittedFilesBelowTheHomeOfStride() {
    assertThat(WorkflowDefinition.parametersOf(new FlightDelays()))
        .extracting(ParameterDefinition::name)
        .containsExactly("flights", "weather", "airlines", "min-rows");
    assertThat(WorkflowDefinition.parametersOf(new FlightDelays()).get(0).defaultValue())
        .isEqualTo(
            Path.of(System.getProperty("stride.home", ""), "jobs/data/nycflights13/flights.parquet")
                .toString());
  }

  private static Map<String, Object> parameters(Path files, int minRows) {
    Map<String, Object> parameters = new HashMap<>(FlightFiles.parameters(files));
    parameters.put("min-rows", minRows);
    return parameters;
  }

  private static Summary summary(Path files, int minRows) {
    return stride.run(new FlightDelays(), parameters(files, minRows)).value(Summary.class);
  }
}
