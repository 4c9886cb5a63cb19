// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import dev.stride.api.Workflow;
import dev.stride.api.definition.StepDefinition;
import dev.stride.api.function.MethodReference;
import dev.stride.api.spi.CodePath;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;

/** Whether another process can find a workflow and its steps again. */
public final class Remoteness {
  private static final String BOUND =
      "it is a lambda that uses variables from around it (pass a static method)";

  private Remoteness() {}

  /**
   * Why other processes cannot make the workflow; empty if they can.
   *
   * @param workflow its class
   * @param jar the jar that holds it, or empty for the class path
   */
  public static Optional<String> problem(Class<? extends Workflow> workflow, String jar) {
    if (!isPublic(workflow)) {
      return Optional.of(workflow.getSimpleName() + " is not public (make it public)");
    }
    boolean canBeMade =
        Arrays.stream(workflow.getConstructors())
            .anyMatch(constructor -> constructor.getParameterCount() == 0);
    if (!canBeMade || Modifier.isAbstract(workflow.getModifiers())) {
      return Optional.of(
          workflow.getSimpleName() + " has no public constructor without parameters (declare one)");
    }
    return !jar.isEmpty() || CodePath.has(workflow.getClassLoader())
        ? Optional.empty()
        : Optional.of(
            workflow.getSimpleName()
                + " is not on the class path (start Java with it, or name its jar)");
  }

  /** With all classes around it. */
  private static boolean isPublic(Class<?> type) {
    Class<?> around = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (around == null || isPublic(around));
  }

  /** Why other processes cannot call the step; empty if they can. */
  public static Optional<String> problem(StepDefinition step, PlanOptions options) {
    return isBound(step) ? Optional.of(BOUND) : options.boundBy();
  }

  /**
   * Why other processes cannot call a step of the workflow; empty if they can.
   *
   * @param workflow its class
   * @param jar the jar that holds it, or empty for the class path
   */
  public static Optional<String> problem(
      StepDefinition step, Class<? extends Workflow> workflow, String jar) {
    return isBound(step) ? Optional.of(BOUND) : problem(workflow, jar);
  }

  private static boolean isBound(StepDefinition step) {
    return step.function().filter(MethodReference::isCapturing).isPresent();
  }
}
