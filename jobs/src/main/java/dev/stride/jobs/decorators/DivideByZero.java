// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.decorators;

import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Catch;
import dev.stride.api.decorator.Retry;
import dev.stride.api.failure.Failure;
import java.util.List;
import java.util.Optional;

/**
 * Divides a number by a few others, of which one is zero: no attempt will mend that, so it is tried
 * again in vain, then caught, and the other slots never hear of it.
 */
public final class DivideByZero implements Workflow {
  /**
   * A number divided.
   *
   * @param divisor by what
   * @param value rounded towards zero; empty where there is none
   * @param problem why there is none; empty where there is one
   */
  public record Quotient(int divisor, Optional<Integer> value, String problem) {}

  @Override
  public String description() {
    return "@Catch: a division by zero in one slot of a foreach.";
  }

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<Integer> number =
        workflow.parameter("number", Integer.class).help("What is divided.").defaultsTo(10);

    Node<List<Integer>> divisors = workflow.step(DivideByZero::divisors);
    workflow.result(workflow.foreach(divisors, DivideByZero::divide, number));
  }

  static List<Integer> divisors() {
    return List.of(0, 1, 2);
  }

  @Retry(times = 1, delayMillis = 10)
  @Catch(fallback = "undefined")
  static Quotient divide(int divisor, int number) {
    return new Quotient(divisor, Optional.of(number / divisor), "");
  }

  static Quotient undefined(Failure failure, int divisor, int number) {
    return new Quotient(divisor, Optional.empty(), failure.message());
  }
}
