// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What a run will do. Prints by {@link PlanPrinter} and reads back from JSON by {@link PlanJson}.
 *
 * @param workflow the workflow's name
 * @param workflowClass the class that defines it
 * @param parameters parameter values as text, by name
 * @param datasets the datasets that are read, by name, each with its source as text
 * @param stages the stages, inputs first
 * @param results the stages and datasets that make the result, by the result's name
 */
public record ExecutionPlan(
    String workflow,
    String workflowClass,
    Map<String, String> parameters,
    Map<String, String> datasets,
    List<Stage> stages,
    Map<String, String> results) {
  public ExecutionPlan {
    parameters = inOrder(parameters);
    datasets = inOrder(datasets);
    stages = List.copyOf(stages);
    results = inOrder(results);
  }

  private static Map<String, String> inOrder(Map<String, String> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * The stage that yields the result of {@code step}.
   *
   * @throws NoSuchElementException if the step is inside a stage, or unknown
   */
  public Stage stage(String step) {
    return stages.stream()
        .filter(stage -> stage.name().equals(step))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("Cannot find stage: " + step));
  }
}
