// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import dev.stride.api.Dataset;
import dev.stride.api.function.StepFunction;
import dev.stride.api.policy.Layer;
import dev.stride.api.policy.StepPolicies;
import dev.stride.api.relation.Relation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of a workflow.
 *
 * @param name unique in the workflow
 * @param kind what it does
 * @param inputs where its arguments come from, in order; the list of a {@code foreach} first
 * @param function its body; empty for {@code READ}
 * @param method the method behind the body, which gives the step's code identity; empty for {@code
 *     READ}
 * @param resultType what one call of the body yields: for a {@code foreach} the type of one slot
 * @param relation the rows of a {@code READ}; for a {@code DATASET} whose inputs are all known
 *     before the run, what it builds over them
 * @param fallback the method that takes its place after failure, if policies name one
 * @param policies how it is dispatched
 * @param nativeTo the only layer that it can run on, if it is written in an engine's own types
 */
public record StepDefinition(
    String name,
    StepKind kind,
    List<StepInput> inputs,
    Optional<StepFunction> function,
    Optional<Method> method,
    Type resultType,
    Optional<Relation> relation,
    Optional<Method> fallback,
    StepPolicies policies,
    Optional<Layer> nativeTo) {
  private static final Set<Class<?>> HAVE_EMPTY_VALUE =
      Set.of(Optional.class, List.class, Map.class);

  public StepDefinition {
    inputs = List.copyOf(inputs);
  }

  /** The names of the steps whose results it takes. */
  public List<String> upstream() {
    return inputs.stream()
        .filter(StepInput.FromStep.class::isInstance)
        .map(StepInput::name)
        .toList();
  }

  /** The type of what other steps get: of a {@code foreach} the list of its slots' values. */
  public Type valueType() {
    return kind == StepKind.FOREACH ? new Parameterized(List.class, resultType) : resultType;
  }

  /** The type of a dataset of that record. */
  public static Type datasetOf(Type record) {
    return new Parameterized(Dataset.class, record);
  }

  /** {@code raw<argument>}. */
  private record Parameterized(Class<?> raw, Type argument) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {argument};
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }
  }

  /** Whether it yields a dataset and not a value. */
  public boolean yieldsDataset() {
    return kind == StepKind.READ || kind == StepKind.DATASET;
  }

  /**
   * Whether a fallback without a method has something to yield: a slot that is left out, or an
   * empty {@code Optional}, {@code List} or {@code Map}.
   */
  public boolean hasEmptyValue() {
    return kind == StepKind.FOREACH || HAVE_EMPTY_VALUE.contains(TypeNames.raw(resultType));
  }

  /** The same step with other policies. */
  public StepDefinition withPolicies(StepPolicies replaced, Optional<Method> newFallback) {
    return new StepDefinition(
        name,
        kind,
        inputs,
        function,
        method,
        resultType,
        relation,
        newFallback,
        replaced,
        nativeTo);
  }

  /** Whether {@code type} is a dataset's type. */
  public static boolean isDataset(Type type) {
    return TypeNames.raw(type) == Dataset.class;
  }
}
