// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static dev.stride.api.expression.Functions.field;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Makes a list and a dataset, then waits for a file before it adds them up. */
public final class Halting implements Workflow {
  /** A number. */
  public record Number(int value) {}

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> folder = workflow.parameter("folder", String.class).defaultsTo("");
    Node<Dataset<Number>> numbers =
        workflow.rows("numbers", Number.class, List.of(new Number(1), new Number(3)));
    Node<Dataset<Number>> doubled = workflow.step(Halting::doubled, numbers);
    Node<List<Integer>> made = workflow.step(Halting::made, folder);
    workflow.result(workflow.step(Halting::sum, made, doubled, folder));
  }

  static Dataset<Number> doubled(Dataset<Number> numbers) {
    return numbers.select(Number.class, field(Number::value).times(2));
  }

  static List<Integer> made(String folder) throws Exception {
    Files.writeString(
        Path.of(folder, "made"), "made\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return List.of(1, 1);
  }

  static int sum(List<Integer> made, Dataset<Number> doubled, String folder) throws Exception {
    if (!Files.exists(Path.of(folder, "go"))) {
      Files.writeString(Path.of(folder, "halted"), "");
      Thread.sleep(Long.MAX_VALUE);
    }
    try (Stream<Number> rows = doubled.stream()) {
      return rows.mapToInt(Number::value).sum() + made.stream().mapToInt(Integer::intValue).sum();
    }
  }
}
