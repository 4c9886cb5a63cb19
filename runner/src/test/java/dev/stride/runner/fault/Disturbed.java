// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.fault;

import static dev.stride.api.expression.Functions.field;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Catch;
import dev.stride.api.decorator.Retry;
import dev.stride.api.failure.Failure;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every kind of step, one that fails once, and fallbacks of a step and of a slot. */
public final class Disturbed implements Workflow {
  /** A number. */
  public record Number(int value) {}

  /** What the workflow yields. */
  public record Summary(List<Integer> squares, int once, int caught, long rows) {}

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> diary = workflow.parameter("diary", String.class).required();
    List<Number> numbers = IntStream.rangeClosed(1, 9).mapToObj(Number::new).toList();
    Node<Dataset<Number>> all = workflow.rows("numbers", Number.class, numbers);
    Node<Dataset<Number>> chosen = workflow.step(Disturbed::chosen, all);
    Node<List<Integer>> values = workflow.step(Disturbed::values, chosen, diary);
    Node<List<Integer>> squares = workflow.foreach(values, Disturbed::square, diary);
    Node<Integer> once = workflow.step(Disturbed::once, values, diary);
    Node<Integer> caught = workflow.step(Disturbed::broken, values, diary);
    workflow.result(workflow.step(Disturbed::summary, squares, once, caught, chosen, diary));
  }

  static Dataset<Number> chosen(Dataset<Number> numbers) {
    return numbers.filter(field(Number::value).gt(3));
  }

  static List<Integer> values(Dataset<Number> numbers, String diary) {
    Diary.of(diary).note("values");
    try (Stream<Number> rows = numbers.stream()) {
      return rows.map(Number::value).sorted().toList();
    }
  }

  @Catch(fallback = "noSquare")
  static int square(int value, String diary) {
    Diary.of(diary).note("square " + value);
    if (value == 7) {
      throw new IllegalStateException("seven");
    }
    return value * value;
  }

  static int noSquare(Failure failure, int value, String diary) {
    Diary.of(diary).reach("in-fallback");
    return -value;
  }

  @Retry(times = 2, delayMillis = 1)
  static int once(List<Integer> values, String diary) {
    if (Diary.of(diary).isFirst("once fails")) {
      throw new IllegalStateException("the first time");
    }
    Diary.of(diary).reach("in-backoff");
    Diary.of(diary).note("once");
    return values.size();
  }

  @Catch(fallback = "instead")
  static int broken(List<Integer> values, String diary) {
    Diary.of(diary).note("broken");
    throw new IllegalStateException("always");
  }

  static int instead(Failure failure, List<Integer> values, String diary) {
    return values.size() + failure.attempts();
  }

  static Summary summary(
      List<Integer> squares, int once, int caught, Dataset<Number> chosen, String diary) {
    Diary.of(diary).reach("running");
    Diary.of(diary).note("summary");
    return new Summary(squares, once, caught, chosen.rowCount());
  }
}
