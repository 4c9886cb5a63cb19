// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import java.util.List;
import java.util.stream.IntStream;

/** Slots that do nothing, so that what remains is the cost of having slots. */
public final class NoOps implements Workflow {
  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<Integer> slots = workflow.parameter("slots", Integer.class).defaultsTo(1);
    Node<List<Integer>> numbers = workflow.step(NoOps::numbers, slots);
    workflow.result(workflow.step(NoOps::sum, workflow.foreach(numbers, NoOps::nothing)));
  }

  static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  static int nothing(int number) {
    return number;
  }

  static long sum(List<Integer> numbers) {
    return numbers.stream().mapToLong(Integer::longValue).sum();
  }
}
