// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

/**
 * A workflow: typed steps over datasets and values, written once and run on whatever compute layer
 * suits each step. A workflow is a public class with a public constructor without parameters.
 *
 * <pre>{@code
 * public final class Delays implements Workflow {
 *   public record Flight(String carrier, @Nullable Integer arrDelay) {}
 *   public record CarrierDelay(String carrier, double meanDelay) {}
 *
 *   @Override
 *   public void define(WorkflowBuilder workflow) {
 *     Node<Dataset<Flight>> flights =
 *         workflow.read("flights", Flight.class, Parquet.at("flights.parquet"));
 *     Node<Dataset<CarrierDelay>> delays = workflow.step(Delays::byCarrier, flights);
 *     workflow.result(delays);
 *   }
 *
 *   static Dataset<CarrierDelay> byCarrier(Dataset<Flight> flights) {
 *     return flights
 *         .filter(field(Flight::arrDelay).isNotNull())
 *         .groupBy(Flight::carrier)
 *         .aggregate(CarrierDelay.class, mean(Flight::arrDelay));
 *   }
 * }
 * }</pre>
 *
 * <p>Three things decide what a step is. Its <b>return type</b>: a {@link Dataset} makes it
 * data-parallel, so that its body only describes the work and runs at once; anything else runs on
 * one node. Its <b>decorators</b> ({@code @Retry}, {@code @Timeout}, {@code @Catch},
 * {@code @Resources}, {@code @Batch}): how it is dispatched and what happens when it fails. Its
 * <b>place in the definition</b>: {@link WorkflowBuilder#foreach foreach} makes one task per
 * element of a list.
 *
 * <p>{@link #define} is called whenever the definition is needed, also on remote workers, so it
 * must depend on nothing but the parameters. A step is found again by its name; no function is ever
 * serialized.
 */
@FunctionalInterface
public interface Workflow {

  /** Declares parameters, steps and the result. */
  void define(WorkflowBuilder workflow);

  /** The name on the command line: by default the class's name in small letters with dashes. */
  default String name() {
    return WorkflowNames.of(getClass());
  }

  /** One sentence for {@code stride list}; empty by default. */
  default String description() {
    return "";
  }
}
