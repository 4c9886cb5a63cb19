// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import dev.stride.api.Workflow;
import dev.stride.api.failure.InvalidWorkflowException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * A workflow with its parameters' values: steps in an order in which each comes after its inputs.
 * Immutable and thread-safe.
 *
 * @param name the workflow's name
 * @param workflow the class that defines it
 * @param parameters the declared parameters, in order
 * @param values their values in this definition, by name
 * @param steps the steps, inputs first
 * @param results the steps whose results are the workflow's, by the name of the result, in order; a
 *     single unnamed result has the name {@code ""}
 */
public record WorkflowDefinition(
    String name,
    Class<? extends Workflow> workflow,
    List<ParameterDefinition> parameters,
    Map<String, Object> values,
    List<StepDefinition> steps,
    Map<String, String> results) {
  public WorkflowDefinition {
    parameters = List.copyOf(parameters);
    values = Map.copyOf(values);
    steps = List.copyOf(steps);
    results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
  }

  /**
   * Defines {@code workflow} with the given parameter values.
   *
   * @param arguments values by parameter name, as text or as instances of the parameter's class
   * @throws InvalidWorkflowException with every problem of the definition
   * @throws dev.stride.api.failure.StrideException of kind {@code USAGE} if an argument is unknown,
   *     missing or of the wrong type
   */
  public static WorkflowDefinition of(Workflow workflow, Map<String, ?> arguments) {
    return of(workflow, arguments, step -> Optional.empty());
  }

  /**
   * The same, for somebody who would find further problems afterwards: those of an invalid
   * definition are told together with its own.
   *
   * @param further what is wrong with a step that the definition has understood
   */
  public static WorkflowDefinition of(
      Workflow workflow,
      Map<String, ?> arguments,
      Function<StepDefinition, Optional<String>> further) {
    return new DefinitionDraft(workflow, arguments, further).define();
  }

  /**
   * The parameters that {@code workflow} declares; those behind a required one that the definition
   * reads may be missing.
   */
  public static List<ParameterDefinition> parametersOf(Workflow workflow) {
    return new DefinitionDraft(workflow, Map.of(), step -> Optional.empty()).describe();
  }

  /**
   * The name of {@code workflow}.
   *
   * @throws InvalidWorkflowException if it gives itself an illegal one
   */
  public static String nameOf(Workflow workflow) {
    WorkflowName name = WorkflowName.of(workflow);
    if (name.problem().isPresent()) {
      throw new InvalidWorkflowException(name.text(), List.of(name.problem().get()), null);
    }
    return name.text();
  }

  /**
   * The step of that name.
   *
   * @throws NoSuchElementException if there is none
   */
  public StepDefinition step(String stepName) {
    return steps.stream()
        .filter(step -> step.name().equals(stepName))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("Cannot find step: " + stepName));
  }

  /** The declared type of the value that an input yields; the record of a dataset that is read. */
  public Type typeOf(StepInput input) {
    if (input instanceof StepInput.FromStep) {
      return step(input.name()).valueType();
    }
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(input.name()))
        .map(ParameterDefinition::type)
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("Cannot find parameter: " + input.name()));
  }

  /** The declared type of the elements of a {@code foreach}. */
  public Type elementType(StepDefinition foreach) {
    return typeOf(foreach.inputs().get(0)) instanceof ParameterizedType list
        ? list.getActualTypeArguments()[0]
        : foreach.method().orElseThrow().getGenericParameterTypes()[0];
  }
}
