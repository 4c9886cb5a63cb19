// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import dev.stride.api.function.MethodReference;
import dev.stride.api.function.StepFunction;
import dev.stride.api.policy.Policy;
import dev.stride.api.relation.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node while its workflow is being defined. Confined to the definition. */
public final class StepDraft {
  private String name;
  private final Optional<ParameterDefinition> parameter;
  private final @Nullable Object parameterValue;
  private final Optional<Relation> relation;
  private final Optional<StepFunction> function;
  private final Optional<MethodReference> reference;
  private final boolean foreach;
  private final Optional<NativeStep> nativeStep;
  private final List<StepDraft> inputs;
  private final List<Policy> policies = new ArrayList<>();
  private boolean read;

  private StepDraft(
      String name,
      @Nullable ParameterDefinition parameter,
      @Nullable Object parameterValue,
      @Nullable Relation relation,
      @Nullable Body body) {
    this.name = name;
    this.parameter = Optional.ofNullable(parameter);
    this.parameterValue = parameterValue;
    this.relation = Optional.ofNullable(relation);
    this.function = Optional.ofNullable(body).map(Body::function);
    this.reference = Optional.ofNullable(body).map(Body::reference);
    this.foreach = body != null && body.foreach();
    this.nativeStep = Optional.ofNullable(body).flatMap(Body::nativeStep);
    this.inputs = body == null ? List.of() : body.inputs();
    inputs.forEach(StepDraft::markRead);
  }

  record Body(
      StepFunction function,
      MethodReference reference,
      boolean foreach,
      Optional<NativeStep> nativeStep,
      List<StepDraft> inputs) {}

  static StepDraft parameter(ParameterDefinition definition, @Nullable Object value) {
    return new StepDraft(definition.name(), definition, value, null, null);
  }

  static StepDraft read(String name, Relation relation) {
    return new StepDraft(name, null, null, relation, null);
  }

  /** Stands for rows whose record cannot be stored, so that the definition can go on. */
  static StepDraft broken(String name) {
    return new StepDraft(name, null, null, null, null);
  }

  static StepDraft step(String name, Body body) {
    return new StepDraft(name, null, null, null, body);
  }

  /** The node's name. */
  public String name() {
    return name;
  }

  /**
   * Gives the node another name.
   *
   * @throws IllegalArgumentException if it is a parameter, whose name is the command line's
   */
  public void rename(String newName) {
    if (parameter.isPresent()) {
      throw new IllegalArgumentException(
          "Cannot rename parameter '" + name + "' (declare it under the other name)");
    }
    name = newName;
  }

  /**
   * Adds policies; a later one of a kind replaces an earlier one.
   *
   * @throws IllegalArgumentException if the node is no step
   */
  public void with(Policy... added) {
    if (function.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot set policies of '"
              + name
              + "': it is no step (set them on a step that reads it)");
    }
    policies.addAll(List.of(added));
  }

  /** The value of a parameter. */
  public Object parameterValue() {
    markRead();
    if (parameterValue == null) {
      throw new MissingParameter(name);
    }
    return parameterValue;
  }

  /** Whether this is a required parameter that nobody has given a value. */
  boolean isMissing() {
    return parameter.isPresent() && parameterValue == null;
  }

  void markRead() {
    read = true;
  }

  boolean isRead() {
    return read;
  }

  Optional<ParameterDefinition> parameter() {
    return parameter;
  }

  boolean isBroken() {
    return parameter.isEmpty() && relation.isEmpty() && function.isEmpty();
  }

  Optional<Relation> relation() {
    return relation;
  }

  Optional<StepFunction> function() {
    return function;
  }

  Optional<MethodReference> reference() {
    return reference;
  }

  boolean isForeach() {
    return foreach;
  }

  Optional<NativeStep> nativeStep() {
    return nativeStep;
  }

  List<StepDraft> inputs() {
    return inputs;
  }

  List<Policy> policies() {
    return policies;
  }

  /** A required parameter without a value was read. */
  static final class MissingParameter extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingParameter(String parameter) {
      super(parameter, null, false, false);
    }
  }
}
