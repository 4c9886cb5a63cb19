// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
  private static final Offset<Double> ROUNDING = Offset.offset(1e-6);
  private static final List<String> BACKENDS = List.of("a", "b", "c", "d");

  private static Cost cost(double seconds, double usd) {
    return new Cost(new Seconds(seconds), new Usd(usd));
  }

  private static SearchResult.Found found(Graph graph, Objective objective) {
    return (SearchResult.Found) Search.best(graph, objective);
  }

  private static Graph random(long seed, int steps, boolean chain) {
    Random random = new Random(seed);
    List<StepChoices> choices = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      List<Integer> inputs = new ArrayList<>();
      for (int input = 0; input < i; input++) {
        if (chain ? input == i - 1 : random.nextInt(3) == 0) {
          inputs.add(input);
        }
      }
      choices.add(new StepChoices("s" + i, inputs, costs(random, 10)));
    }
    double[] scale = random.doubles(steps, 0, 5).toArray();
    return new Graph(
        choices,
        costs(random, 6),
        (step, from, to) -> {
          double size = scale[Integer.parseInt(step.name().substring(1))];
          boolean near = from.compareTo("c") < 0 && to.compareTo("c") < 0;
          return near
              ? new HandOver("memory", cost(size / 9, 0), cost(size / 7, 0))
              : new HandOver("s3", cost(size, size / 2), cost(size / 3, size / 5));
        });
  }

  private static Map<String, Cost> costs(Random random, double scale) {
    Map<String, Cost> costs = new TreeMap<>();
    for (String backend : BACKENDS) {
      costs.put(backend, cost(random.nextDouble() * scale, random.nextInt(4) * scale / 4));
    }
    return costs;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void findsWhatExhaustiveSearchFindsForEveryObjective(int steps) {
    for (long seed = 0; seed < (steps == 6 ? 8 : 25); seed++) {
      Graph graph = random(seed * 100 + steps, steps, false);
      List<PlacedPlan> all = Exhaustive.plans(graph);
      double fastest = all.stream().mapToDouble(p -> p.cost().time().value()).min().orElseThrow();
      double least = all.stream().mapToDouble(p -> p.cost().money().value()).min().orElseThrow();
      for (Objective objective :
          List.of(
              new Objective.Fastest(),
              new Objective.Cheapest(),
              new Objective.Deadline(new Seconds(fastest * 1.3)),
              new Objective.Budget(new Usd(least * 1.3 + 0.1)))) {
        compare("seed " + seed + " " + objective, all, graph, objective);
      }
    }
  }

  private static void compare(String what, List<PlacedPlan> all, Graph graph, Objective by) {
    List<PlacedPlan> sorted = Exhaustive.sorted(all, by);
    SearchResult.Found found = found(graph, by);

    assertThat(found.notProven()).as(what).isFalse();
    assertSame(what, found.chosen().cost(), sorted.get(0).cost());
    assertSame(what, Exhaustive.cost(graph, found.chosen().backends()), sorted.get(0).cost());
    assertThat(Exhaustive.backends(found.chosen()))
        .as(what)
        .isLessThanOrEqualTo(Exhaustive.backends(sorted.get(0)));
    assertRunnerUp(what, found, sorted, by);
    if (by instanceof Objective.Deadline || by instanceof Objective.Budget) {
      assertThat(found.front()).as(what).hasSameSizeAs(Exhaustive.front(sorted));
    }
  }

  private static void assertRunnerUp(
      String what, SearchResult.Found found, List<PlacedPlan> sorted, Objective by) {
    Optional<PlacedPlan> second =
        sorted.stream().filter(p -> !p.backends().equals(found.chosen().backends())).findFirst();
    assertThat(found.runnerUp().isPresent()).as(what).isEqualTo(second.isPresent());
    if (second.isPresent()) {
      assertThat(Exhaustive.axis(found.runnerUp().orElseThrow(), by))
          .as(what)
          .isCloseTo(Exhaustive.axis(second.get(), by), ROUNDING);
    }
  }

  private static void assertSame(String what, Cost actual, Cost expected) {
    assertThat(actual.time().value()).as(what).isCloseTo(expected.time().value(), ROUNDING);
    assertThat(actual.money().value()).as(what).isCloseTo(expected.money().value(), ROUNDING);
  }

  @Test
  void keepsFewStatesOfAThousandSteps() {
    Graph chain = random(7, 1_000, true);

    SearchResult.Found fastest = found(chain, new Objective.Fastest());
    SearchResult.Found cheapest = found(chain, new Objective.Cheapest());

    assertThat(fastest.chosen().backends()).hasSize(1_000);
    assertThat(fastest.notProven()).isFalse();
    assertThat(fastest.states()).isLessThan(20_000);
    assertThat(cheapest.notProven()).isFalse();
    assertThat(cheapest.states()).isLessThan(200_000);
  }

  @Test
  void saysThatThePlanIsNotProvenAboveTheCap() {
    SearchResult result = Search.best(random(3, 6, false), new Objective.Fastest(), 2);

    assertThat(((SearchResult.Found) result).notProven()).isTrue();
    assertThatThrownBy(() -> Search.best(random(3, 2, false), new Objective.Fastest(), 0))
        .hasMessage("Cannot search states: 0 (give at least 1)");
  }

  @Test
  void breaksTiesByFewerBackendsAndThenByName() {
    StepChoices both = new StepChoices("x", List.of(), Map.of("b", cost(1, 1), "a", cost(1, 1)));
    Graph graph =
        new Graph(
            List.of(both, new StepChoices("y", List.of(), both.candidates())),
            Map.of("a", cost(0, 0), "b", cost(0, 0)),
            (step, from, to) -> new HandOver("memory", cost(0, 0), cost(0, 0)));

    assertThat(found(graph, new Objective.Fastest()).chosen().backends()).containsExactly("a", "a");
    assertThat(found(graph, new Objective.Cheapest()))
        .isEqualTo(found(graph, new Objective.Cheapest()));
  }

  @Test
  void refusesMoreBackendsThanItCanTellApart() {
    Map<String, Cost> many = new TreeMap<>();
    for (int backend = 0; backend < 32; backend++) {
      many.put("b" + backend, cost(1, 1));
    }
    Graph graph =
        new Graph(
            List.of(new StepChoices("x", List.of(), many)),
            many,
            (step, from, to) -> new HandOver("memory", cost(0, 0), cost(0, 0)));

    assertThatThrownBy(() -> Search.best(graph, new Objective.Fastest()))
        .hasMessage("Cannot use backends: 32 (use fewer than 32)");
  }

  @Test
  void saysWhyThereIsNoPlan() {
    Graph graph = random(1, 3, false);
    Graph without =
        new Graph(List.of(new StepChoices("x", List.of(), Map.of())), Map.of(), graph.handOvers());

    assertThat(Search.best(graph, new Objective.Deadline(new Seconds(0.001))))
        .isEqualTo(new SearchResult.Impossible("no plan is within the limit"));
    assertThat(Search.best(without, new Objective.Fastest()))
        .isEqualTo(new SearchResult.Impossible("step 'x' has no backend"));
  }

  /** Tries every placement, with a cost that is computed from whole plans. */
  private static final class Exhaustive {
    static List<PlacedPlan> plans(Graph graph) {
      List<List<String>> all = List.of(List.of());
      for (int i = 0; i < graph.steps().size(); i++) {
        all =
            all.stream()
                .flatMap(
                    some ->
                        BACKENDS.stream()
                            .map(
                                next -> {
                                  List<String> more = new ArrayList<>(some);
                                  more.add(next);
                                  return more;
                                }))
                .map(List::copyOf)
                .toList();
      }
      return all.stream().map(plan -> new PlacedPlan(plan, cost(graph, plan))).toList();
    }

    static Cost cost(Graph graph, List<String> plan) {
      double[] ends = new double[plan.size()];
      double money = 0;
      double end = 0;
      List<String> paid = new ArrayList<>();
      for (int i = 0; i < plan.size(); i++) {
        String on = plan.get(i);
        StepChoices step = graph.steps().get(i);
        double begin = graph.starts().get(on).time().value();
        for (int input : step.inputs()) {
          String from = plan.get(input);
          double ready = ends[input];
          if (!from.equals(on)) {
            HandOver over = graph.handOvers().between(graph.steps().get(input), from, on);
            ready += over.write().time().value() + over.read().time().value();
            money += over.read().money().value();
            money += once(paid, input + over.channel()) ? over.write().money().value() : 0;
          }
          begin = Math.max(begin, ready);
        }
        ends[i] = begin + step.candidates().get(on).time().value();
        money += step.candidates().get(on).money().value();
        money += once(paid, on) ? graph.starts().get(on).money().value() : 0;
        end = Math.max(end, ends[i]);
      }
      return SearchTest.cost(end, money);
    }

    private static boolean once(List<String> paid, String what) {
      return !paid.contains(what) && paid.add(what);
    }

    static double axis(PlacedPlan plan, Objective by) {
      boolean time = by instanceof Objective.Fastest || by instanceof Objective.Budget;
      return time ? plan.cost().time().value() : plan.cost().money().value();
    }

    private static double other(PlacedPlan plan, Objective by) {
      return plan.cost().time().value() + plan.cost().money().value() - axis(plan, by);
    }

    private static boolean within(PlacedPlan plan, Objective by) {
      return !(by instanceof Objective.Deadline deadline
              && plan.cost().time().value() > deadline.limit().value() + 1e-9)
          && !(by instanceof Objective.Budget budget
              && plan.cost().money().value() > budget.limit().value() + 1e-9);
    }

    static long backends(PlacedPlan plan) {
      return plan.backends().stream().distinct().count();
    }

    static List<PlacedPlan> sorted(List<PlacedPlan> all, Objective by) {
      return all.stream()
          .filter(plan -> within(plan, by))
          .sorted(
              Comparator.comparingLong((PlacedPlan plan) -> Math.round(axis(plan, by) * 1e7))
                  .thenComparingLong(plan -> Math.round(other(plan, by) * 1e7))
                  .thenComparingLong(Exhaustive::backends))
          .toList();
    }

    static List<PlacedPlan> front(List<PlacedPlan> sorted) {
      List<PlacedPlan> front = new ArrayList<>();
      for (PlacedPlan plan : sorted) {
        if (front.stream()
            .noneMatch(
                kept ->
                    kept.cost().time().value() <= plan.cost().time().value() + 1e-9
                        && kept.cost().money().value() <= plan.cost().money().value() + 1e-9)) {
          front.add(plan);
        }
      }
      return front;
    }
  }
}
