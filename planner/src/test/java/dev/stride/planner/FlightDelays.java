// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Batch;
import dev.stride.api.decorator.Catch;
import dev.stride.api.decorator.Resources;
import dev.stride.api.decorator.Retry;
import dev.stride.api.decorator.Timeout;
import dev.stride.api.expression.Functions;
import dev.stride.api.failure.Failure;
import dev.stride.api.source.Parquet;
import java.util.List;

/** A workflow with a step of every kind. */
public final class FlightDelays implements Workflow {
  public record Flight(String carrier, String origin, int delay) {}

  public record RouteDelay(String origin, long flights) {}

  public record Airline(String carrier, String name) {}

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<Integer> minDelay = workflow.parameter("min-delay", Integer.class).defaultsTo(15);
    Node<Dataset<Flight>> flights =
        workflow.read("flights", Flight.class, Parquet.at("data/flights.parquet"));
    Node<Dataset<Airline>> airlines =
        workflow.rows("airlines", Airline.class, List.of(new Airline("AA", "American")));
    Node<Dataset<Flight>> late = workflow.step(FlightDelays::late, flights, minDelay);
    Node<Dataset<Flight>> known = workflow.step(FlightDelays::known, late, airlines);
    Node<Dataset<RouteDelay>> routes = workflow.step(FlightDelays::byRoute, known);
    Node<List<String>> carriers = workflow.step(FlightDelays::carriers, flights);
    Node<List<Double>> models = workflow.foreach(carriers, FlightDelays::fit, flights);
    workflow.result("routes", routes);
    workflow.result("summary", workflow.step(FlightDelays::summarize, routes, models));
  }

  static Dataset<Flight> late(Dataset<Flight> flights, int minDelay) {
    return flights.filter(Functions.field(Flight::delay).ge(minDelay));
  }

  static Dataset<Flight> known(Dataset<Flight> flights, Dataset<Airline> airlines) {
    return flights;
  }

  static Dataset<RouteDelay> byRoute(Dataset<Flight> flights) {
    return flights.groupBy(Flight::origin).aggregate(RouteDelay.class, Functions.count());
  }

  static List<String> carriers(Dataset<Flight> flights) {
    return List.of();
  }

  @Retry(times = 2)
  @Timeout(minutes = 20)
  @Catch(fallback = "noModel")
  @Resources(cpu = 4, memory = "2 GiB")
  @Batch(queue = "heavy")
  static double fit(String carrier, Dataset<Flight> flights) {
    return 0;
  }

  static double noModel(Failure failure, String carrier, Dataset<Flight> flights) {
    return -1;
  }

  static String summarize(Dataset<RouteDelay> routes, List<Double> models) {
    return "";
  }
}
