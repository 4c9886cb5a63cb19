// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.flights;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.count;
import static dev.stride.api.expression.Functions.desc;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.mean;
import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static java.util.stream.Collectors.toMap;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Catch;
import dev.stride.api.decorator.Resources;
import dev.stride.api.decorator.Retry;
import dev.stride.api.decorator.Timeout;
import dev.stride.api.expression.Expression;
import dev.stride.api.failure.Failure;
import dev.stride.jobs.flights.Summary.CarrierDelay;
import dev.stride.jobs.flights.Summary.RouteDelay;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Which routes are late, and how well each carrier's delays can be predicted from the departure and
 * the weather. Models learn from most days; every fifth day of a month tries them.
 */
public final class FlightDelays implements Workflow {

  /** The code of a carrier. */
  public record Carrier(String code) {}

  @Override
  public String description() {
    return "Ranks New York's routes by delay and fits a model of delays per carrier.";
  }

  @Override
  public void define(WorkflowBuilder workflow) {
    Node<Dataset<Flight>> flights = FlightData.read(workflow, "flights", Flight.class);
    Node<Dataset<Weather>> weather = FlightData.read(workflow, "weather", Weather.class);
    Node<Dataset<Airline>> airlines = FlightData.read(workflow, "airlines", Airline.class);
    Parameter<Integer> minRows =
        workflow
            .parameter("min-rows", Integer.class)
            .help("The fewest flights that a carrier's model may learn from.")
            .defaultsTo(1000);

    Node<Dataset<RouteDelay>> routes = workflow.step(FlightDelays::delaysByRoute, flights);
    Node<Dataset<CompleteFlight>> complete =
        workflow.step(FlightDelays::completeFlights, flights, weather);
    Node<List<String>> carriers = workflow.step(FlightDelays::carriers, flights);
    Node<List<CarrierModel>> models =
        workflow.foreach(carriers, FlightDelays::fitCarrier, complete, minRows);

    workflow.result(workflow.step(FlightDelays::summarize, routes, models, airlines));
  }

  /** The routes on which flights arrived, the latest first. */
  static Dataset<RouteDelay> delaysByRoute(Dataset<Flight> flights) {
    return flights
        .filter(field(Flight::arrDelay).isNotNull())
        .groupBy(Flight::origin, Flight::dest)
        .aggregate(RouteDelay.class, mean(Flight::arrDelay), count())
        .orderBy(desc(RouteDelay::meanDelay), asc(RouteDelay::origin), asc(RouteDelay::dest));
  }

  /**
   * The flights with the weather at their departure, where nothing is missing; in one order, so
   * that models come out alike to the last digit.
   */
  static Dataset<CompleteFlight> completeFlights(
      Dataset<Flight> flights, Dataset<Weather> weather) {
    return flights
        .filter(
            present(
                field(Flight::arrDelay),
                field(Flight::depDelay),
                field(Flight::distance),
                field(Flight::hour)))
        .join(
            weather.filter(
                present(field(Weather::windSpeed), field(Weather::precip), field(Weather::visib))),
            on(Flight::origin, Weather::origin).and(Flight::timeHour, Weather::timeHour))
        .into(CompleteFlight.class)
        .orderBy(
            asc(CompleteFlight::carrier),
            asc(CompleteFlight::day),
            asc(CompleteFlight::arrDelay),
            asc(CompleteFlight::depDelay),
            asc(CompleteFlight::distance),
            asc(CompleteFlight::hour),
            asc(CompleteFlight::windSpeed),
            asc(CompleteFlight::precip),
            asc(CompleteFlight::visib));
  }

  private static Expression<Boolean> present(Expression<?>... values) {
    return Arrays.stream(values).map(Expression::isNotNull).reduce(Expression::and).orElseThrow();
  }

  /** Every carrier once, sorted. */
  static List<String> carriers(Dataset<Flight> flights) {
    return flights
        .select(Carrier.class, field(Flight::carrier))
        .distinct()
        .orderBy(asc(Carrier::code))
        .toList()
        .stream()
        .map(Carrier::code)
        .toList();
  }

  /** Fits a model to the carrier's flights and tries it on those that it has not seen. */
  @Retry(times = 2)
  @Timeout(minutes = 5)
  @Catch(fallback = "expectDepartureDelay")
  @Resources(cpu = 1)
  static CarrierModel fitCarrier(String carrier, Dataset<CompleteFlight> flights, int minRows) {
    List<CompleteFlight> training = training(carrier, flights).toList();
    if (training.size() < minRows) {
      throw new NoModelException(
          carrier, training.size() + " flights to learn from (lower --min-rows: " + minRows + ")");
    }
    DelayModel model = DelayModel.fit(carrier, training);
    Errors errors = Errors.of(model, test(carrier, flights));
    return new CarrierModel(carrier, training.size(), errors.count(), errors.rmse(), false);
  }

  /** Where no model can be fitted: a flight arrives as late as it departs. */
  static CarrierModel expectDepartureDelay(
      Failure failure, String carrier, Dataset<CompleteFlight> flights, int minRows) {
    Errors errors = Errors.of(CompleteFlight::depDelay, test(carrier, flights));
    long trainRows = training(carrier, flights).rowCount();
    return new CarrierModel(carrier, trainRows, errors.count(), errors.rmse(), true);
  }

  private static Dataset<CompleteFlight> training(String carrier, Dataset<CompleteFlight> flights) {
    return ordered(carrier, flights, field(CompleteFlight::day).mod(5).ne(0));
  }

  private static Dataset<CompleteFlight> test(String carrier, Dataset<CompleteFlight> flights) {
    return ordered(carrier, flights, field(CompleteFlight::day).mod(5).eq(0));
  }

  /** In an order, so that sums of doubles are the same, digit by digit, wherever they are made. */
  private static Dataset<CompleteFlight> ordered(
      String carrier, Dataset<CompleteFlight> flights, Expression<Boolean> days) {
    return flights
        .filter(field(CompleteFlight::carrier).eq(carrier).and(days))
        .orderBy(
            asc(CompleteFlight::arrDelay),
            asc(CompleteFlight::depDelay),
            asc(CompleteFlight::distance),
            asc(CompleteFlight::hour),
            asc(CompleteFlight::windSpeed),
            asc(CompleteFlight::precip),
            asc(CompleteFlight::visib));
  }

  /** Gives the carriers their names and puts the most predictable first. */
  static Summary summarize(
      Dataset<RouteDelay> routes, List<CarrierModel> models, Dataset<Airline> airlines) {
    Map<String, String> names =
        airlines.toList().stream()
            .collect(toMap(Airline::carrier, Airline::label, (first, second) -> first));
    List<CarrierDelay> carriers =
        models.stream()
            .map(
                model ->
                    CarrierDelay.of(model, names.getOrDefault(model.carrier(), model.carrier())))
            .sorted(
                comparing(CarrierDelay::rmse, nullsLast(naturalOrder()))
                    .thenComparing(CarrierDelay::carrier))
            .toList();
    return new Summary(routes.toList(), carriers);
  }
}
