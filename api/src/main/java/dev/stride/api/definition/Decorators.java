// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import dev.stride.api.decorator.Batch;
import dev.stride.api.decorator.Catch;
import dev.stride.api.decorator.Resources;
import dev.stride.api.decorator.Retry;
import dev.stride.api.decorator.Secrets;
import dev.stride.api.decorator.Timeout;
import dev.stride.api.failure.Failure;
import dev.stride.api.policy.BatchOptions;
import dev.stride.api.policy.Deadline;
import dev.stride.api.policy.Fallback;
import dev.stride.api.policy.Policy;
import dev.stride.api.policy.QueueLimit;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.policy.RetryPolicy;
import dev.stride.api.policy.SecretNames;
import dev.stride.api.policy.StepPolicies;
import dev.stride.api.policy.TimeLimit;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads a method's decorators and finds the fallback that they name. */
public final class Decorators {
  private Decorators() {}

  /** The policies of the method's decorators; what is invalid goes to {@code problems}. */
  static StepPolicies of(Method method, Consumer<String> problems) {
    StepPolicies policies = StepPolicies.none();
    policies = add(policies, method, Retry.class, one(RetryPolicy::of), problems);
    policies = add(policies, method, Timeout.class, Decorators::limits, problems);
    policies = add(policies, method, Catch.class, one(Fallback::of), problems);
    policies = add(policies, method, Resources.class, one(ResourceRequest::of), problems);
    policies = add(policies, method, Batch.class, one(BatchOptions::of), problems);
    return add(policies, method, Secrets.class, one(SecretNames::of), problems);
  }

  private static <A extends Annotation> Function<A, List<Policy>> one(Function<A, Policy> policy) {
    return decorator -> List.of(policy.apply(decorator));
  }

  private static List<Policy> limits(Timeout timeout) {
    List<Policy> limits = new ArrayList<>();
    if (timeout.queueSeconds() != 0) {
      limits.add(new QueueLimit(Duration.ofSeconds(timeout.queueSeconds())));
    }
    if (timeout.deadlineSeconds() != 0) {
      limits.add(new Deadline(Duration.ofSeconds(timeout.deadlineSeconds())));
    }
    boolean isTimed = timeout.seconds() != 0 || timeout.minutes() != 0 || timeout.hours() != 0;
    if (isTimed || limits.isEmpty()) {
      limits.add(TimeLimit.of(timeout));
    }
    return limits;
  }

  private static <A extends Annotation> StepPolicies add(
      StepPolicies policies,
      Method method,
      Class<A> type,
      Function<A, List<Policy>> policy,
      Consumer<String> problems) {
    A decorator = method.getAnnotation(type);
    if (decorator == null) {
      return policies;
    }
    try {
      StepPolicies all = policies;
      for (Policy one : policy.apply(decorator)) {
        all = all.with(one);
      }
      return all;
    } catch (IllegalArgumentException | ArithmeticException e) {
      problems.accept(
          "@" + type.getSimpleName() + " of " + method.getName() + ": " + e.getMessage());
      return policies;
    }
  }

  /**
   * The fallback method of a step: static, over a {@code Failure} and the step's inputs, with the
   * step's return type.
   *
   * @throws IllegalArgumentException if there is none such; the message shows what is expected
   */
  public static Method fallback(Method step, String name) {
    List<Type> expected = new ArrayList<>(List.of(Failure.class));
    expected.addAll(List.of(step.getGenericParameterTypes()));
    List<Method> named =
        Arrays.stream(step.getDeclaringClass().getDeclaredMethods())
            .filter(method -> method.getName().equals(name))
            .toList();
    Method found =
        named.stream()
            .filter(method -> fits(method, step, expected))
            .findFirst()
            .orElseThrow(() -> missing(step, name, expected, named));
    refuseThrowing(step, found);
    found.setAccessible(true);
    return found;
  }

  /** It is the last resort: nothing takes its own place. */
  private static void refuseThrowing(Method step, Method fallback) {
    for (Class<?> thrown : fallback.getExceptionTypes()) {
      throw new IllegalArgumentException(
          "Cannot use '"
              + fallback.getName()
              + "' as fallback of "
              + step.getName()
              + ": it throws "
              + thrown.getSimpleName()
              + " (catch it there, and return a value in every case)");
    }
  }

  private static boolean fits(Method method, Method step, List<Type> expected) {
    return Modifier.isStatic(method.getModifiers())
        && List.of(method.getGenericParameterTypes()).equals(expected)
        && boxed(method.getGenericReturnType()).equals(boxed(step.getGenericReturnType()));
  }

  private static final Map<Type, Type> BOXES =
      Map.of(
          boolean.class, Boolean.class,
          byte.class, Byte.class,
          short.class, Short.class,
          char.class, Character.class,
          int.class, Integer.class,
          long.class, Long.class,
          float.class, Float.class,
          double.class, Double.class);

  private static Type boxed(Type type) {
    return BOXES.getOrDefault(type, type);
  }

  private static IllegalArgumentException missing(
      Method step, String name, List<Type> expected, List<Method> named) {
    String parameters = String.join(", ", expected.stream().map(TypeNames::of).toList());
    return new IllegalArgumentException(
        "Cannot use '"
            + name
            + "' as fallback of "
            + step.getName()
            + ": "
            + (named.isEmpty() ? "there is no such method" : "it has other types")
            + " (declare static "
            + TypeNames.of(step.getGenericReturnType())
            + " "
            + name
            + "("
            + parameters
            + "))");
  }
}
