// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepKind;
import dev.stride.api.failure.Failure;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What takes the place of a step that has failed for good. */
final class Fallbacks {
  private static final long LIMIT_SECONDS = 60;

  private static final Map<Class<?>, Object> EMPTY =
      Map.of(Optional.class, Optional.empty(), List.class, List.of(), Map.class, Map.of());

  private Fallbacks() {}

  /** Whether a slot that failed is left out of the list. */
  static boolean leavesOut(StepDefinition step) {
    return step.kind() == StepKind.FOREACH && isEmpty(step);
  }

  private static boolean isEmpty(StepDefinition step) {
    return step.policies().fallback().filter(set -> set.method().isEmpty()).isPresent();
  }

  /**
   * Refuses a fallback without a method where there is no empty value to supply.
   *
   * @throws StrideException of kind {@code CONFIGURATION}
   */
  static void check(StepDefinition step) {
    if (isEmpty(step)
        && step.kind() != StepKind.FOREACH
        && !EMPTY.containsKey(raw(step.resultType()))) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot apply catch to step '"
              + step.name()
              + "': "
              + raw(step.resultType()).getSimpleName()
              + " has no empty value (name a method of its class, as catch:METHOD)");
    }
  }

  private static Class<?> raw(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return raw(parameterized.getRawType());
    }
    return type instanceof Class<?> plain ? plain : Object.class;
  }

  /** What the fallback supplies. */
  static @Nullable Object supply(StepDefinition step, Failure failure, Object[] arguments)
      throws Exception {
    Optional<Method> method = step.fallback();
    if (method.isEmpty()) {
      return EMPTY.get(raw(step.resultType()));
    }
    Object[] all = new Object[arguments.length + 1];
    all[0] = failure;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    try {
      return method.get().invoke(null, all);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception thrown) {
        throw thrown;
      }
      throw e;
    }
  }

  /** Whether the step has one. */
  static boolean exist(StepDefinition step) {
    return step.policies().fallback().isPresent();
  }

  /** Starts a fallback's task: one attempt, with a limit, without retry. */
  static CompletionStage<@Nullable Object> start(StageEnvironment environment, StepTask task) {
    StepAttempt attempt = environment.start(task);
    environment.cancellation().watch(environment.step().name(), attempt);
    return attempt
        .completion()
        .toCompletableFuture()
        .thenApply(value -> value)
        .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
        .whenComplete((value, thrown) -> attempt.cancel());
  }
}
