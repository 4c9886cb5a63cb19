// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.stride.api.Dataset;
import dev.stride.api.definition.ParameterDefinition;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.failure.Failure;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.NonRetryable;
import dev.stride.api.relation.Relation;
import dev.stride.backend.local.LocalBackend;
import dev.stride.jobs.flights.Summary.CarrierDelay;
import dev.stride.jobs.flights.Summary.RouteDelay;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private static LocalBackend backend;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    backend = LocalBackend.open(Map.of());
  }

  @AfterAll
  static void close() {
    backend.close();
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
    assertThatThrownBy(
            () ->
                FlightDelays.fitCarrier(
                    "HA", dataset(definition(FlightFiles.COMMITTED, 1), "completeFlights"), 1000))
        .isInstanceOf(NoModelException.class)
        .isInstanceOf(NonRetryable.class)
        .hasMessage(
            "Cannot fit model of carrier HA: 272 flights to learn from (lower --min-rows: 1000)");
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

  private static WorkflowDefinition definition(Path files, int minRows) {
    Map<String, Object> parameters = new HashMap<>(FlightFiles.parameters(files));
    parameters.put("min-rows", minRows);
    return WorkflowDefinition.of(new FlightDelays(), parameters);
  }

  /** Calls the steps as a run would. */
  private static Summary summary(Path files, int minRows) {
    WorkflowDefinition definition = definition(files, minRows);
    Dataset<CompleteFlight> complete = dataset(definition, "completeFlights");
    List<CarrierModel> models = new ArrayList<>();
    for (String carrier : FlightDelays.carriers(dataset(definition, "flights"))) {
      models.add(model(carrier, complete, minRows));
    }
    return FlightDelays.summarize(
        dataset(definition, "delaysByRoute"), models, dataset(definition, "airlines"));
  }

  private static CarrierModel model(String carrier, Dataset<CompleteFlight> flights, int minRows) {
    try {
      return FlightDelays.fitCarrier(carrier, flights, minRows);
    } catch (NoModelException e) {
      Failure failure = new Failure("fitCarrier", FailureKind.USER, e.getClass().getName(), "", 1);
      return FlightDelays.expectDepartureDelay(failure, carrier, flights, minRows);
    }
  }

  @SuppressWarnings("unchecked")
  private static <R extends Record> Dataset<R> dataset(WorkflowDefinition definition, String step) {
    Relation relation = definition.step(step).relation().orElseThrow();
    return Dataset.of((Class<R>) relation.output().type(), relation, backend.reader());
  }
}
