// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import dev.stride.api.MemorySize;
import dev.stride.api.definition.Decorators;
import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepKind;
import dev.stride.api.definition.TypeNames;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Deadline;
import dev.stride.api.policy.Durations;
import dev.stride.api.policy.Fallback;
import dev.stride.api.policy.Layer;
import dev.stride.api.policy.PlacementRequest;
import dev.stride.api.policy.Policy;
import dev.stride.api.policy.QueueLimit;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.policy.RetryPolicy;
import dev.stride.api.policy.StepPolicies;
import dev.stride.api.policy.TimeLimit;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Policies set from outside, as {@code --with [STEP=]SPEC[,SPEC]…} writes them. With a step's name
 * a spec replaces what stands on the step; without one it applies to every single-node step that
 * has no policy of that kind (ADR 0002).
 */
public final class PolicyOverrides {
  private static final String REFUSAL = "Cannot apply --with";

  private record Setting(String text, Optional<String> step, StepPolicies policies) {}

  private final List<Setting> overrides;

  private PolicyOverrides(List<Setting> overrides) {
    this.overrides = overrides;
  }

  /**
   * Reads the values of {@code --with}.
   *
   * @throws StrideException of kind {@code USAGE} that names each bad spec and what is expected
   */
  public static PolicyOverrides parse(List<String> texts) {
    List<Setting> overrides = new ArrayList<>();
    Problems problems = new Problems(REFUSAL, FailureKind.USAGE);
    for (String text : texts) {
      int equals = text.indexOf('=');
      Optional<String> step =
          equals < 0 ? Optional.empty() : Optional.of(text.substring(0, equals).strip());
      StepPolicies policies = policies(text, text.substring(equals + 1), problems);
      overrides.add(new Setting(text, step, policies));
    }
    problems.refuse();
    return new PolicyOverrides(overrides);
  }

  private static StepPolicies policies(String text, String specs, Problems problems) {
    List<Policy> policies = new ArrayList<>();
    for (String spec : specs.split(",", -1)) {
      problems.collect(() -> policies.add(policy(text, spec.strip())));
    }
    return policies.stream().reduce(StepPolicies.none(), StepPolicies::with, StepPolicies::orElse);
  }

  private static Policy policy(String text, String spec) {
    try {
      return policy(spec);
    } catch (IllegalArgumentException e) {
      throw new StrideException(
          FailureKind.USAGE, "Cannot apply --with " + text + ": " + e.getMessage(), e);
    }
  }

  private static Policy policy(String spec) {
    int colon = spec.indexOf(':');
    String name = colon < 0 ? spec : spec.substring(0, colon);
    String value = colon < 0 ? "" : spec.substring(colon + 1);
    return switch (name) {
      case "retry" -> RetryPolicy.times(value.isEmpty() ? 3 : number("retry", value));
      case "timeout" -> TimeLimit.parse(value);
      case "queue" -> new QueueLimit(Durations.parse("queue limit", value));
      case "deadline" -> new Deadline(Durations.parse("deadline", value));
      case "catch" -> value.isEmpty() ? Fallback.empty() : Fallback.method(value);
      case "cpu" -> ResourceRequest.ofCpu(number("cpu", value));
      case "memory" -> ResourceRequest.ofMemory(MemorySize.parse(value));
      default -> placement(spec);
    };
  }

  private static Policy placement(String spec) {
    try {
      return new PlacementRequest(Layer.parse(spec));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Invalid policy: "
              + spec
              + " (must be retry:N, timeout:20m, queue:5m, deadline:1h, catch, cpu:4, memory:32GiB,"
              + " thread, process, spark, batch or lambda)",
          e);
    }
  }

  private static int number(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Invalid " + name + ": " + value + " (must be a whole number)", e);
    }
  }

  /**
   * Compares time limits with the run's deadline, which would end attempts earlier: both were asked
   * for by the same user.
   *
   * @throws StrideException of kind {@code USAGE} that names each spec that is longer
   */
  public PolicyOverrides checkedWithin(Duration runDeadline) {
    Problems problems = new Problems(REFUSAL, FailureKind.USAGE);
    overrides.forEach(override -> problems.collect(() -> checkWithin(runDeadline, override)));
    problems.refuse();
    return this;
  }

  private static void checkWithin(Duration runDeadline, Setting override) {
    override
        .policies()
        .timeLimit()
        .filter(limit -> limit.duration().compareTo(runDeadline) > 0)
        .ifPresent(
            limit -> {
              throw new StrideException(
                  FailureKind.USAGE,
                  "Cannot apply --with "
                      + override.text()
                      + ": "
                      + limit
                      + " is longer than the run's deadline of "
                      + Durations.text(runDeadline)
                      + " (shorten it, or raise --deadline)");
            });
  }

  /**
   * The definition with these policies.
   *
   * @throws StrideException of kind {@code USAGE} if a step does not exist, {@code CONFIGURATION}
   *     if a policy does not fit its step
   */
  public WorkflowDefinition applyTo(WorkflowDefinition definition) {
    Problems unknown = new Problems(REFUSAL, FailureKind.USAGE);
    overrides.forEach(override -> unknown.collect(() -> checkStep(definition, override)));
    unknown.refuse();
    Problems misfits = new Problems(REFUSAL, FailureKind.CONFIGURATION);
    List<StepDefinition> steps = new ArrayList<>();
    definition.steps().forEach(step -> misfits.collect(() -> steps.add(overridden(step))));
    misfits.refuse();
    return new WorkflowDefinition(
        definition.name(),
        definition.workflow(),
        definition.parameters(),
        definition.values(),
        steps,
        definition.results());
  }

  private static void checkStep(WorkflowDefinition definition, Setting override) {
    List<String> names =
        definition.steps().stream()
            .filter(step -> step.kind() != StepKind.READ)
            .map(StepDefinition::name)
            .toList();
    override
        .step()
        .filter(name -> !names.contains(name))
        .ifPresent(
            name -> {
              throw new StrideException(
                  FailureKind.USAGE,
                  "Cannot apply --with: there is no step '" + name + "' (steps are " + names + ")");
            });
  }

  private StepDefinition overridden(StepDefinition step) {
    if (step.kind() == StepKind.READ || overrides.isEmpty()) {
      return step;
    }
    StepPolicies policies = named(step).orElse(step.policies());
    if (step.kind() != StepKind.DATASET) {
      policies = policies.orElse(fitting(step, settings(Optional.empty())));
    }
    return step.withPolicies(policies, fallback(step, policies));
  }

  /** What is set under that name, or without one; the last of a kind stands. */
  private StepPolicies settings(Optional<String> step) {
    StepPolicies policies = StepPolicies.none();
    for (Setting override : overrides) {
      if (override.step().equals(step)) {
        policies = override.policies().orElse(policies);
      }
    }
    return policies;
  }

  private StepPolicies named(StepDefinition step) {
    StepPolicies policies = settings(Optional.of(step.name()));
    if (policies.equals(fitting(step, policies))) {
      return policies;
    }
    throw new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot apply --with "
            + step.name()
            + "=catch: "
            + TypeNames.of(step.resultType())
            + " has no empty value (name a fallback, as in "
            + step.name()
            + "=catch:METHOD)");
  }

  /** Without a catch that has neither a method nor an empty value to supply. */
  private static StepPolicies fitting(StepDefinition step, StepPolicies policies) {
    boolean fits =
        policies
            .fallback()
            .filter(fallback -> fallback.method().isEmpty() && !step.hasEmptyValue())
            .isEmpty();
    return fits ? policies : policies.without(Fallback.class);
  }

  private static Optional<Method> fallback(StepDefinition step, StepPolicies policies) {
    try {
      return policies
          .fallback()
          .flatMap(Fallback::method)
          .flatMap(name -> step.method().map(method -> Decorators.fallback(method, name)));
    } catch (IllegalArgumentException e) {
      throw new StrideException(FailureKind.CONFIGURATION, String.valueOf(e.getMessage()), e);
    }
  }
}
