// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.policy.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A number that moves no plan is dead. */
class CostKnobsTest {
  private static final Calibration PRIORS = Calibration.priors("reference", "17");
  private static final Prices PRICES = prices();
  private static final List<List<FlowStep>> REFERENCE = reference();

  private static Prices prices() {
    Map<String, Double> usd = new TreeMap<>(Map.of("s3.gb", 0.0, "s3.request", 0.0));
    for (Layer layer : Layer.values()) {
      usd.put(layer + ".cpu-second", 0.0);
      usd.put(layer + ".gb-second", 0.0);
      usd.put(layer + ".request", 0.0);
    }
    usd.put("batch.cpu-second", 0.01);
    usd.put("lambda.cpu-second", 0.001);
    usd.put("lambda.request", 0.05);
    return new Prices("2026-01-31", usd);
  }

  private static List<List<FlowStep>> reference() {
    List<List<FlowStep>> flows = new ArrayList<>();
    for (Layer one : Layer.values()) {
      for (Layer other : Layer.values()) {
        flows.add(
            List.of(step(Operation.LAMBDA, 1e6, 0, List.of(), Set.copyOf(List.of(one, other)))));
      }
    }
    Set<Layer> engines = Set.of(Layer.DUCKDB, Layer.SPARK);
    for (Operation operation : Operation.values()) {
      flows.add(List.of(step(operation, 1e10, 0, List.of(), engines)));
    }
    for (Set<Layer> consumers :
        List.of(
            Set.of(Layer.THREAD, Layer.PROCESS),
            Set.of(Layer.PROCESS, Layer.BATCH),
            Set.of(Layer.SPARK, Layer.LAMBDA))) {
      flows.add(
          List.of(
              step(Operation.SCAN, 1e6, 1e7, List.of(), Set.of(Layer.DUCKDB)),
              step(Operation.LAMBDA, 1e5, 0, List.of(0), consumers)));
    }
    return flows;
  }

  private static FlowStep step(
      Operation operation, double rows, double bytes, List<Integer> inputs, Set<Layer> layers) {
    Estimate<Bytes> none = Estimate.exactly(Bytes.ZERO, Origin.RULE);
    Estimate<Bytes> some = Estimate.exactly(new Bytes(1e6), Origin.RULE);
    return new FlowStep(
        new StepWork(
            "s" + inputs.size(),
            Map.of(operation, Estimate.exactly(new Rows(rows), Origin.RULE)),
            some,
            some,
            none,
            none,
            1),
        inputs,
        new Bytes(bytes),
        layers);
  }

  private static List<List<String>> plans(Calibration calibration) {
    List<List<String>> plans = new ArrayList<>();
    for (List<FlowStep> flow : REFERENCE) {
      Graph graph = CostedGraph.of(flow, calibration, PRICES, Map.of());
      for (Objective objective :
          List.of(
              new Objective.Fastest(),
              new Objective.Cheapest(),
              new Objective.Deadline(new Seconds(30)))) {
        plans.add(
            Search.best(graph, objective) instanceof SearchResult.Found found
                ? found.chosen().backends()
                : List.of());
      }
    }
    return plans;
  }

  private static Stream<Knob> knobs() {
    return Knobs.byKey().values().stream();
  }

  @ParameterizedTest
  @MethodSource("knobs")
  void everyKnobMovesAPlanWithinItsRange(Knob knob) {
    List<List<String>> before = plans(PRIORS);

    assertThat(List.of(knob.low(), knob.high()))
        .as(knob.key())
        .anySatisfy(
            end -> assertThat(placed(before, plans(PRIORS.with(knob.key(), end)))).isTrue());
  }

  /** Whether a flow that has a plan both times has another one. */
  private static boolean placed(List<List<String>> before, List<List<String>> after) {
    for (int i = 0; i < before.size(); i++) {
      boolean both = !before.get(i).isEmpty() && !after.get(i).isEmpty();
      if (both && !before.get(i).equals(after.get(i))) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theGuideListsEveryKnobWithItsUnitRangeAndPrior() throws IOException {
    String guide = Files.readString(Path.of("../docs/guide/planner.md"));

    assertThat(knobs().map(CostKnobsTest::row)).allSatisfy(row -> assertThat(guide).contains(row));
  }

  private static String row(Knob knob) {
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(knob.key(), knob.unit(), knob.low(), knob.high(), knob.prior());
  }
}
