// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import dev.stride.api.Dataset;
import dev.stride.api.Workflow;
import dev.stride.api.failure.CodeProblem;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.InvalidWorkflowException;
import dev.stride.api.failure.StrideException;
import dev.stride.api.function.MethodReference;
import dev.stride.api.policy.Fallback;
import dev.stride.api.policy.Policy;
import dev.stride.api.policy.StepPolicies;
import dev.stride.api.relation.Relation;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.type.RecordType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns drafts into a definition and checks whatever can be checked before a run. */
final class DefinitionCompleter {
  private static final String STEP_NAME = "[A-Za-z][A-Za-z0-9_.-]{0,127}";

  private final Workflow workflow;
  private final String name;
  private final Map<String, StepDraft> parameters;
  private final List<StepDraft> drafts;
  private final List<String> problems;
  private final Function<StepDefinition, Optional<String>> further;
  private final List<StepDefinition> steps = new ArrayList<>();
  private final Map<StepDraft, Relation> relations = new HashMap<>();

  DefinitionCompleter(
      Workflow workflow,
      String name,
      Map<String, StepDraft> parameters,
      List<StepDraft> drafts,
      List<String> problems,
      Function<StepDefinition, Optional<String>> further) {
    this.workflow = workflow;
    this.name = name;
    this.parameters = parameters;
    this.drafts = drafts;
    this.problems = problems;
    this.further = further;
  }

  /**
   * Defines the steps.
   *
   * @throws InvalidWorkflowException if there are problems, with all of them
   */
  void refuseProblems(Map<String, StepDraft> results) {
    defineSteps();
    if (results.values().stream().anyMatch(draft -> draft.parameter().isPresent())) {
      problems.add("its result is a parameter (return it from a step)");
    }
    if (!problems.isEmpty()) {
      throw invalid(null);
    }
  }

  WorkflowDefinition complete(Map<String, StepDraft> results) {
    return new WorkflowDefinition(
        name,
        workflow.getClass(),
        parameters.values().stream().flatMap(draft -> draft.parameter().stream()).toList(),
        parameterValues(),
        steps,
        stepNames(results));
  }

  /** The problems of a definition that something thrown has ended. */
  InvalidWorkflowException ended(Throwable cause) {
    defineSteps();
    return invalid(cause);
  }

  private void defineSteps() {
    for (StepDraft draft : drafts) {
      defined(draft).ifPresent(steps::add);
    }
  }

  private InvalidWorkflowException invalid(@Nullable Throwable cause) {
    for (StepDefinition step : steps) {
      further.apply(step).ifPresent(problems::add);
    }
    return new InvalidWorkflowException(name, problems, cause);
  }

  /**
   * What to say of something thrown by the workflow's code.
   *
   * @throws StrideException of kind {@code EXTERNAL} if it lacks an engine
   */
  static String reason(String workflow, Throwable thrown, String mend) {
    CodeProblem problem = CodeProblem.of(thrown, mend);
    if (problem.kind() == FailureKind.EXTERNAL) {
      throw new StrideException(
          problem.kind(), "Cannot define workflow '" + workflow + "': " + problem, thrown);
    }
    return problem.toString();
  }

  private static Map<String, String> stepNames(Map<String, StepDraft> results) {
    Map<String, String> names = new LinkedHashMap<>();
    results.forEach((name, draft) -> names.put(name, draft.name()));
    return names;
  }

  private Map<String, Object> parameterValues() {
    Map<String, Object> values = new LinkedHashMap<>();
    parameters.forEach((name, draft) -> values.put(name, draft.parameterValue()));
    return values;
  }

  /** Finds names that are illegal or taken. */
  void checkNames() {
    Set<String> seen = new HashSet<>();
    for (StepDraft draft : drafts) {
      String name = draft.name();
      if (!name.matches(STEP_NAME)) {
        problems.add(
            "step name '"
                + name
                + "' is illegal (use a letter, then letters, digits, '_', '.' and '-', at most 128)");
      }
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        problems.add(
            "two steps are named '" + name + "' (give one another name with .named(\"…\"))");
      }
    }
  }

  /** Finds what was declared for nothing. */
  void checkReads() {
    for (StepDraft parameter : parameters.values()) {
      if (!parameter.isRead()) {
        problems.add(
            "parameter '" + parameter.name() + "' is never read (use it in a step, or remove it)");
      }
    }
    for (StepDraft draft : drafts) {
      if (!draft.isRead()) {
        problems.add(
            (draft.relation().isPresent() ? "dataset '" : "step '")
                + draft.name()
                + "' is never used (pass it to a step or make it the result, or remove it)");
      }
    }
  }

  private Optional<StepDefinition> defined(StepDraft draft) {
    if (draft.isBroken()) {
      return Optional.empty();
    }
    if (draft.relation().isPresent()) {
      relations.put(draft, draft.relation().get());
      return Optional.of(read(draft, draft.relation().get()));
    }
    MethodReference reference = draft.reference().orElseThrow();
    Method method = reference.method();
    if (method == null || !Modifier.isStatic(method.getModifiers())) {
      problems.add(
          "Cannot use "
              + reference
              + " as step '"
              + draft.name()
              + "': it is not a static method (declare it static and pass what it needs as inputs)");
      return Optional.empty();
    }
    return Optional.of(step(draft, method));
  }

  private static StepDefinition read(StepDraft draft, Relation relation) {
    return new StepDefinition(
        draft.name(),
        StepKind.READ,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        relation.output().type(),
        Optional.of(relation),
        Optional.empty(),
        StepPolicies.none(),
        Optional.empty());
  }

  private StepDefinition step(StepDraft draft, Method method) {
    Type resultType = resultType(draft, method);
    StepKind kind = kind(draft, resultType);
    checkResult(draft, kind, resultType);
    StepPolicies policies = policies(draft, method);
    if (kind == StepKind.DATASET) {
      tryBuilding(draft);
    }
    StepDefinition step =
        new StepDefinition(
            draft.name(),
            kind,
            draft.inputs().stream().map(DefinitionCompleter::input).toList(),
            draft.function(),
            Optional.of(method),
            resultType,
            Optional.ofNullable(relations.get(draft)),
            fallback(draft, method, policies),
            policies,
            draft.nativeStep().map(NativeStep::layer));
    checkEmptyFallback(step);
    return step;
  }

  private Type resultType(StepDraft draft, Method method) {
    if (method.getDeclaringClass() == DefinitionDraft.class) {
      Relation rows = draft.inputs().get(0).relation().orElseThrow();
      return StepDefinition.datasetOf(rows.output().type());
    }
    return draft.nativeStep().map(NativeStep::resultType).orElse(method.getGenericReturnType());
  }

  private void checkEmptyFallback(StepDefinition step) {
    step.policies()
        .fallback()
        .filter(fallback -> fallback.method().isEmpty() && !step.hasEmptyValue())
        .ifPresent(
            fallback ->
                problems.add(
                    "step '"
                        + step.name()
                        + "': "
                        + TypeNames.of(step.resultType())
                        + " has no empty value (name a fallback method)"));
  }

  private static StepInput input(StepDraft draft) {
    return draft.parameter().isPresent()
        ? new StepInput.FromParameter(draft.name())
        : new StepInput.FromStep(draft.name());
  }

  private static StepKind kind(StepDraft draft, Type resultType) {
    if (draft.isForeach()) {
      return StepKind.FOREACH;
    }
    return StepDefinition.isDataset(resultType) ? StepKind.DATASET : StepKind.VALUE;
  }

  private void checkResult(StepDraft draft, StepKind kind, Type resultType) {
    if (kind != StepKind.DATASET) {
      List<String> reasons =
          resultType == void.class
              ? List.of("it returns nothing (return a value, for example a count)")
              : ValueTypes.problems(resultType);
      reasons.forEach(reason -> problems.add("step '" + draft.name() + "': " + reason));
      return;
    }
    if (resultType instanceof ParameterizedType parameterized
        && parameterized.getActualTypeArguments()[0] instanceof Class<?> record) {
      RecordType.problemsOf(record)
          .forEach(problem -> problems.add("step '" + draft.name() + "': " + problem));
    }
  }

  private StepPolicies policies(StepDraft draft, Method method) {
    StepPolicies policies =
        Decorators.of(method, problem -> problems.add("step '" + draft.name() + "': " + problem));
    for (Policy policy : draft.policies()) {
      policies = policies.with(policy);
    }
    checkSecrets(draft, method, policies);
    policies
        .contradiction()
        .ifPresent(problem -> problems.add("step '" + draft.name() + "': " + problem));
    return policies;
  }

  /** The body of a data-parallel step runs while the workflow is defined, far from any secret. */
  private void checkSecrets(StepDraft draft, Method method, StepPolicies policies) {
    boolean isLazy =
        draft.nativeStep().isEmpty() && StepDefinition.isDataset(method.getGenericReturnType());
    if (isLazy && !policies.secrets().isEmpty()) {
      problems.add(
          "step '"
              + draft.name()
              + "': a data-parallel step gets no secrets (use them in a single-node or native"
              + " step)");
    }
  }

  private Optional<Method> fallback(StepDraft draft, Method method, StepPolicies policies) {
    if (draft.nativeStep().isPresent() && policies.fallback().isPresent()) {
      problems.add(
          "step '" + draft.name() + "': a native step has no fallback (catch in a step behind it)");
      return Optional.empty();
    }
    try {
      return policies
          .fallback()
          .flatMap(Fallback::method)
          .map(name -> Decorators.fallback(method, name));
    } catch (IllegalArgumentException e) {
      problems.add("step '" + draft.name() + "': " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Builds the step's dataset now if its inputs are known, so that its mistakes show now. */
  private void tryBuilding(StepDraft draft) {
    Object[] arguments = new Object[draft.inputs().size()];
    for (int index = 0; index < arguments.length; index++) {
      StepDraft input = draft.inputs().get(index);
      Relation relation = relations.get(input);
      if (relation == null && (input.parameter().isEmpty() || input.isMissing())) {
        return;
      }
      arguments[index] = relation == null ? input.parameterValue() : dataset(relation);
    }
    try {
      Object built = StepInvoker.invoke(draft.function().orElseThrow(), arguments);
      if (built instanceof Dataset<?> dataset) {
        relations.put(draft, dataset.relation());
      } else {
        problems.add("step '" + draft.name() + "': it returned null (return a dataset)");
      }
    } catch (Exception e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      problems.add("step '" + draft.name() + "': " + reason);
    } catch (Error e) {
      problems.add("step '" + draft.name() + "': " + reason(name, e, "mend that step"));
    }
  }

  @SuppressWarnings("unchecked")
  private static Dataset<?> dataset(Relation relation) {
    return Dataset.of(
        (Class<Record>) relation.output().type(), relation, DatasetReader.forbidden());
  }
}
