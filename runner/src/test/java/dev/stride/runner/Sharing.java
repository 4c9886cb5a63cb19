// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.api.Node;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import java.util.List;
import java.util.stream.IntStream;

/** Slots that tell which object they share, in which process. */
public final class Sharing implements Workflow {
  @Override
  public void define(WorkflowBuilder workflow) {
    Node<List<Integer>> numbers = workflow.step(Sharing::numbers);
    Node<List<Integer>> shared = workflow.step("shared", Sharing::numbers);
    workflow.result(workflow.foreach(numbers, Sharing::identity, shared));
  }

  static List<Integer> numbers() {
    return IntStream.range(0, 20).boxed().toList();
  }

  static String identity(int number, List<Integer> shared) {
    return ProcessHandle.current().pid() + " " + System.identityHashCode(shared);
  }
}
