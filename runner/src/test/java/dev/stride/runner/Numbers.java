// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static dev.stride.api.expression.Functions.field;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Filters numbers, counts them, squares each and adds the squares up: every kind of step. */
public final class Numbers implements Workflow {
  /** A number. */
  public record Number(int value) {}

  /** What the workflow yields. */
  public record Summary(long count, List<Integer> squares, int sum) {}

  @Override
  public String description() {
    return "Adds up squares.";
  }

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<Integer> upTo =
        workflow.parameter("up-to", Integer.class).help("The last number.").defaultsTo(5);
    Parameter<Integer> above = workflow.parameter("above", Integer.class).defaultsTo(0);
    List<Number> numbers = IntStream.rangeClosed(1, upTo.value()).mapToObj(Number::new).toList();
    Node<Dataset<Number>> all = workflow.rows("numbers", Number.class, numbers);
    Node<Dataset<Number>> chosen = workflow.step(Numbers::chosen, all, above);
    Node<List<Integer>> values = workflow.step(Numbers::values, chosen);
    Node<List<Integer>> squares = workflow.foreach(values, Numbers::square);
    workflow.result("summary", workflow.step(Numbers::summarize, chosen, squares));
    workflow.result("chosen", chosen);
  }

  static Dataset<Number> chosen(Dataset<Number> numbers, int above) {
    return numbers.filter(field(Number::value).gt(above));
  }

  static List<Integer> values(Dataset<Number> numbers) {
    try (Stream<Number> rows = numbers.stream()) {
      return rows.map(Number::value).toList();
    }
  }

  static int square(int value) {
    System.out.println("squaring " + value);
    return value * value;
  }

  static Summary summarize(Dataset<Number> chosen, List<Integer> squares) {
    int sum = squares.stream().mapToInt(Integer::intValue).sum();
    return new Summary(chosen.rowCount(), squares, sum);
  }
}
