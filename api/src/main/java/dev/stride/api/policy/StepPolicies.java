// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All policies of one step, at most one of a kind. Immutable.
 *
 * @param retry when it is attempted again
 * @param timeLimit how long an attempt may take
 * @param fallback what takes its place
 * @param resources what a task needs
 * @param batch how it runs on AWS Batch
 * @param placement where the user wants it
 */
public record StepPolicies(
    Optional<RetryPolicy> retry,
    Optional<TimeLimit> timeLimit,
    Optional<Fallback> fallback,
    ResourceRequest resources,
    Optional<BatchOptions> batch,
    Optional<PlacementRequest> placement) {
  private static final StepPolicies NONE =
      new StepPolicies(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          ResourceRequest.none(),
          Optional.empty(),
          Optional.empty());

  /** No policy at all: one attempt, no limit. */
  public static StepPolicies none() {
    return NONE;
  }

  /** These policies with {@code policy} in place of its kind; resources are replaced one by one. */
  public StepPolicies with(Policy policy) {
    if (policy instanceof RetryPolicy set) {
      return new StepPolicies(Optional.of(set), timeLimit, fallback, resources, batch, placement);
    }
    if (policy instanceof TimeLimit set) {
      return new StepPolicies(retry, Optional.of(set), fallback, resources, batch, placement);
    }
    if (policy instanceof Fallback set) {
      return new StepPolicies(retry, timeLimit, Optional.of(set), resources, batch, placement);
    }
    if (policy instanceof ResourceRequest set) {
      return new StepPolicies(
          retry, timeLimit, fallback, resources.overriddenBy(set), batch, placement);
    }
    if (policy instanceof BatchOptions set) {
      return new StepPolicies(retry, timeLimit, fallback, resources, Optional.of(set), placement);
    }
    return new StepPolicies(
        retry, timeLimit, fallback, resources, batch, Optional.of((PlacementRequest) policy));
  }

  /** These policies, and those of {@code defaults} that this step has none of. */
  public StepPolicies orElse(StepPolicies defaults) {
    return new StepPolicies(
        retry.or(defaults::retry),
        timeLimit.or(defaults::timeLimit),
        fallback.or(defaults::fallback),
        defaults.resources.overriddenBy(resources),
        batch.or(defaults::batch),
        placement.or(defaults::placement));
  }

  /** Every policy that is set, in a fixed order, as plans show them. */
  public List<Policy> all() {
    List<Policy> all = new ArrayList<>();
    retry.ifPresent(all::add);
    timeLimit.ifPresent(all::add);
    fallback.ifPresent(all::add);
    if (!resources.equals(ResourceRequest.none())) {
      all.add(resources);
    }
    batch.ifPresent(all::add);
    placement.ifPresent(all::add);
    return List.copyOf(all);
  }
}
