// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static dev.stride.api.expression.Functions.field;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import java.util.List;

/** Yields rows that their record refuses to hold, which only shows when they are read. */
public final class Guarded implements Workflow {
  /** A number. */
  public record Number(int value) {}

  /** An age, which is not negative. */
  public record Age(int years) {
    public Age {
      if (years < 0) {
        throw new IllegalArgumentException("no age: " + years);
      }
    }
  }

  @Override
  public void define(WorkflowBuilder workflow) {
    Node<Dataset<Number>> numbers =
        workflow.rows("numbers", Number.class, List.of(new Number(2), new Number(0)));
    workflow.result(workflow.step(Guarded::ages, numbers));
  }

  static Dataset<Age> ages(Dataset<Number> numbers) {
    return numbers.select(Age.class, field(Number::value).minus(1));
  }
}
