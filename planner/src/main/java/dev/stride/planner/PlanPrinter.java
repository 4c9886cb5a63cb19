// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import dev.stride.api.definition.StepKind;
import java.util.ArrayList;
import java.util.List;

/** Prints plans for people: stable text, a line per stage with its reason. */
public final class PlanPrinter {
  private PlanPrinter() {}

  /** The plan as lines, each ended by a line feed. */
  public static String print(ExecutionPlan plan) {
    StringBuilder text = new StringBuilder("workflow ").append(plan.workflow()).append('\n');
    List<List<String>> rows = new ArrayList<>();
    plan.datasets().forEach((name, source) -> rows.add(List.of(name, "read", source)));
    for (Stage stage : plan.stages()) {
      rows.add(List.of(label(stage), stage.placement().layer().toString(), details(stage)));
    }
    int name = width(rows, 0);
    int layer = width(rows, 1);
    for (List<String> row : rows) {
      String line =
          "  " + pad(row.get(0), name) + "  " + pad(row.get(1), layer) + "  " + row.get(2);
      text.append(line.stripTrailing()).append('\n');
    }
    plan.results()
        .forEach(
            (result, step) ->
                text.append("result ")
                    .append(result.isEmpty() ? "" : result + " = ")
                    .append(step)
                    .append('\n'));
    return text.toString();
  }

  private static String label(Stage stage) {
    String name = String.join(" + ", stage.steps());
    return stage.kind() == StepKind.FOREACH ? name + "[]" : name;
  }

  private static String details(Stage stage) {
    List<String> parts = new ArrayList<>();
    if (!stage.inputs().isEmpty()) {
      parts.add("from " + String.join(", ", stage.inputs()));
    }
    parts.addAll(stage.policies());
    parts.add("because: " + stage.placement().reason());
    parts.addAll(stage.notes());
    return String.join("; ", parts);
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
