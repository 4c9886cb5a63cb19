// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;

import dev.stride.planner.cost.Sweep.Axes;
import dev.stride.planner.cost.Sweep.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Places all steps of a graph together. Exact until the cap: of partial plans with the same open
 * results, written channels and started backends it drops only those that two others beat on every
 * axis that the objective compares. Equal inputs give equal results. Thread-safe.
 */
public final class Search {
  /** How many partial plans are kept behind a step, unless it is said otherwise. */
  public static final int CAP = 2_000;

  private final Tables tables;
  private final int cap;
  private long states;
  private boolean capped;

  private Search(Graph graph, int cap) {
    this.tables = new Tables(graph);
    this.cap = cap;
  }

  /** The best plan by an objective, with at most {@link #CAP} partial plans behind each step. */
  public static SearchResult best(Graph graph, Objective objective) {
    return best(graph, objective, CAP);
  }

  /**
   * The best plan by an objective.
   *
   * @param cap the most partial plans that are kept behind each step, at least 1
   * @throws IllegalArgumentException if the cap is less than 1
   */
  public static SearchResult best(Graph graph, Objective objective, int cap) {
    if (cap < 1) {
      throw new IllegalArgumentException("Cannot search states: " + cap + " (give at least 1)");
    }
    for (StepChoices step : graph.steps()) {
      if (step.candidates().isEmpty()) {
        return new SearchResult.Impossible("step '" + step.name() + "' has no backend");
      }
    }
    return new Search(graph, cap).run(objective);
  }

  private SearchResult run(Objective objective) {
    if (objective instanceof Objective.Deadline deadline) {
      return limited(new Limits(deadline.limit().value(), Double.POSITIVE_INFINITY), byMoney());
    }
    if (objective instanceof Objective.Budget budget) {
      return limited(new Limits(Double.POSITIVE_INFINITY, budget.limit().value()), byTime());
    }
    return unlimited(objective instanceof Objective.Fastest ? Axes.TIME : Axes.MONEY);
  }

  /** The best on one axis, then on the other among those as good. */
  private SearchResult unlimited(Axes axes) {
    Comparator<Label> order = axes == Axes.TIME ? byTime() : byMoney();
    List<PlacedPlan> plans = plans(sweep(axes, 2, Limits.NONE), order);
    boolean unproven = capped;
    Cost best = plans.get(0).cost();
    Limits asGood =
        axes == Axes.TIME
            ? new Limits(best.time().value(), Double.POSITIVE_INFINITY)
            : new Limits(Double.POSITIVE_INFINITY, best.money().value());
    List<PlacedPlan> tied =
        plans(sweep(Axes.BOTH, 1, asGood), axes == Axes.TIME ? byMoney() : byTime());
    PlacedPlan chosen = tied.isEmpty() ? plans.get(0) : tied.get(0);
    return found(chosen, plans, List.of(chosen), unproven);
  }

  private SearchResult limited(Limits limits, Comparator<Label> order) {
    List<PlacedPlan> plans = plans(sweep(Axes.BOTH, 2, limits), order);
    if (plans.isEmpty()) {
      return new SearchResult.Impossible(
          capped ? "no plan within the limit was found" : "no plan is within the limit");
    }
    return found(plans.get(0), plans, front(plans), capped);
  }

  private SearchResult found(
      PlacedPlan chosen, List<PlacedPlan> plans, List<PlacedPlan> front, boolean unproven) {
    Optional<PlacedPlan> runnerUp =
        plans.stream().filter(plan -> !plan.backends().equals(chosen.backends())).findFirst();
    return new SearchResult.Found(
        chosen,
        runnerUp,
        front,
        states,
        unproven ? SearchResult.Proof.NOT_PROVEN : SearchResult.Proof.PROVEN);
  }

  private List<Label> sweep(Axes axes, int keep, Limits limits) {
    Sweep sweep = new Sweep(tables, axes, keep, limits, cap);
    List<Label> labels = sweep.run();
    states += sweep.states();
    capped |= sweep.capped();
    return labels;
  }

  private List<PlacedPlan> plans(List<Label> labels, Comparator<Label> order) {
    return labels.stream()
        .sorted(
            order
                .thenComparing(comparingInt(Label::backends))
                .thenComparing(label -> String.join(",", label.plan(tables).backends())))
        .map(label -> label.plan(tables))
        .toList();
  }

  /** The plans that no other beats or equals on both axes. */
  private static List<PlacedPlan> front(List<PlacedPlan> plans) {
    List<PlacedPlan> front = new ArrayList<>();
    for (PlacedPlan plan : plans) {
      if (front.stream().noneMatch(kept -> asGood(kept.cost(), plan.cost()))) {
        front.add(plan);
      }
    }
    return front;
  }

  private static boolean asGood(Cost kept, Cost other) {
    return kept.time().compareTo(other.time()) <= 0 && kept.money().compareTo(other.money()) <= 0;
  }

  private static Comparator<Label> byTime() {
    return comparingDouble((Label label) -> label.finish).thenComparingDouble(l -> l.money);
  }

  private static Comparator<Label> byMoney() {
    return comparingDouble((Label label) -> label.money).thenComparingDouble(l -> l.finish);
  }
}
