// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All policies of one step, at most one of a kind. Immutable.
 *
 * @param byKind each under its own class
 */
public record StepPolicies(Map<Class<? extends Policy>, Policy> byKind) {
  /** As plans show them. */
  private static final List<Class<? extends Policy>> ORDER =
      List.of(
          RetryPolicy.class,
          TimeLimit.class,
          QueueLimit.class,
          Deadline.class,
          Fallback.class,
          ResourceRequest.class,
          BatchOptions.class,
          PlacementRequest.class,
          SecretNames.class);

  private static final StepPolicies NONE = new StepPolicies(Map.of());

  public StepPolicies {
    byKind = Map.copyOf(byKind);
  }

  /** No policy at all: one attempt, no limit. */
  public static StepPolicies none() {
    return NONE;
  }

  private <P extends Policy> Optional<P> find(Class<P> kind) {
    return Optional.ofNullable(byKind.get(kind)).map(kind::cast);
  }

  /** When the step is attempted again. */
  public Optional<RetryPolicy> retry() {
    return find(RetryPolicy.class);
  }

  /** How long an attempt may take. */
  public Optional<TimeLimit> timeLimit() {
    return find(TimeLimit.class);
  }

  /** How long an attempt may wait for its start. */
  public Optional<QueueLimit> queueLimit() {
    return find(QueueLimit.class);
  }

  /** How long all attempts may take together. */
  public Optional<Deadline> deadline() {
    return find(Deadline.class);
  }

  /** What takes the step's place. */
  public Optional<Fallback> fallback() {
    return find(Fallback.class);
  }

  /** What a task needs. */
  public ResourceRequest resources() {
    return find(ResourceRequest.class).orElseGet(ResourceRequest::none);
  }

  /** How the step runs on AWS Batch. */
  public Optional<BatchOptions> batch() {
    return find(BatchOptions.class);
  }

  /** Where the user wants it. */
  public Optional<PlacementRequest> placement() {
    return find(PlacementRequest.class);
  }

  /** The names of the secrets that the step needs. */
  public List<String> secrets() {
    return find(SecretNames.class).map(SecretNames::names).orElse(List.of());
  }

  /** These policies with {@code policy} in place of its kind; resources are replaced one by one. */
  public StepPolicies with(Policy policy) {
    Map<Class<? extends Policy>, Policy> all = new HashMap<>(byKind);
    all.put(
        policy.getClass(),
        policy instanceof ResourceRequest set ? resources().overriddenBy(set) : policy);
    return new StepPolicies(all);
  }

  /** These policies but the one of that kind. */
  public StepPolicies without(Class<? extends Policy> kind) {
    Map<Class<? extends Policy>, Policy> others = new HashMap<>(byKind);
    others.remove(kind);
    return new StepPolicies(others);
  }

  /** These policies, and those of {@code defaults} that this step has none of. */
  public StepPolicies orElse(StepPolicies defaults) {
    StepPolicies all = defaults;
    for (Policy policy : byKind.values()) {
      all = all.with(policy);
    }
    return all;
  }

  /** What cannot hold together; empty if all can. */
  public Optional<String> contradiction() {
    return timeLimit()
        .filter(
            limit ->
                deadline()
                    .filter(all -> all.duration().compareTo(limit.duration()) < 0)
                    .isPresent())
        .map(
            limit ->
                limit
                    + " is longer than "
                    + deadline().orElseThrow()
                    + " (shorten it, or raise the deadline)");
  }

  /** Every policy that is set, in a fixed order, as plans show them. */
  public List<Policy> all() {
    return ORDER.stream()
        .flatMap(kind -> Optional.ofNullable(byKind.get(kind)).stream())
        .filter(policy -> !policy.equals(ResourceRequest.none()))
        .map(Policy.class::cast)
        .toList();
  }
}
