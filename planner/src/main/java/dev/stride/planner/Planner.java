// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepKind;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Policy;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.planner.rule.PlacementRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes execution plans: fuses data-parallel steps into stages and places each stage by the first
 * rule that applies. Equal inputs give equal plans. Thread-safe.
 */
public final class Planner {
  private Planner() {}

  /**
   * The plan of a workflow.
   *
   * @throws dev.stride.api.failure.StrideException of kind {@code CONFIGURATION} if a step does not
   *     fit where it is to be placed, {@code EXTERNAL} if that backend is not there; the message
   *     says what it needs and what there is
   */
  public static ExecutionPlan plan(WorkflowDefinition definition, PlanOptions options) {
    Fusion fusion = Fusion.of(definition, step -> PlacementRules.layer(step, options));
    List<Stage> stages = new ArrayList<>();
    Problems problems =
        new Problems("Cannot plan workflow '" + definition.name() + "'", FailureKind.CONFIGURATION);
    for (StepDefinition step : definition.steps()) {
      if (step.kind() != StepKind.READ && fusion.endsStage(step)) {
        problems.collect(() -> stages.add(stage(step, fusion, options)));
      }
    }
    problems.refuse();
    return new ExecutionPlan(
        definition.name(),
        definition.workflow().getName(),
        parameters(definition),
        datasets(definition),
        stages,
        definition.results());
  }

  /**
   * Why the step cannot be placed, whatever else is wrong with its workflow.
   *
   * @return the message that its plan would be refused with; empty if it can be placed
   */
  public static Optional<String> problem(StepDefinition step, PlanOptions options) {
    if (step.kind() == StepKind.READ) {
      return Optional.empty();
    }
    try {
      PlacementRules.decide(step, options);
      return Optional.empty();
    } catch (StrideException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private static Stage stage(StepDefinition last, Fusion fusion, PlanOptions options) {
    PlacementRules.Decision decision = PlacementRules.decide(last, options);
    return new Stage(
        last.name(),
        last.kind(),
        fusion.stepsOf(last),
        fusion.inputsOf(last),
        decision.placement(),
        last.policies().all().stream().map(Policy::toString).toList(),
        decision.notes());
  }

  private static Map<String, String> parameters(WorkflowDefinition definition) {
    Map<String, String> parameters = new TreeMap<>();
    definition.values().forEach((name, value) -> parameters.put(name, text(value)));
    return parameters;
  }

  /** The form in which the value can be given again. */
  private static String text(Object value) {
    return value instanceof Enum<?> constant ? constant.name() : value.toString();
  }

  private static Map<String, String> datasets(WorkflowDefinition definition) {
    Map<String, String> datasets = new LinkedHashMap<>();
    for (StepDefinition step : definition.steps()) {
      if (step.kind() == StepKind.READ) {
        step.relation().ifPresent(relation -> datasets.put(step.name(), describe(relation)));
      }
    }
    return datasets;
  }

  private static String describe(Relation relation) {
    if (relation instanceof Scan scan) {
      return scan.source().format() + " " + scan.source().path();
    }
    return relation instanceof Rows rows ? count(rows.rows().size()) + " in memory" : "";
  }

  private static String count(int rows) {
    return rows == 1 ? "1 row" : rows + " rows";
  }
}
