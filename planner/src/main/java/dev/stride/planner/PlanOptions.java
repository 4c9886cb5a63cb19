// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import dev.stride.api.policy.Layer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the planner may use.
 *
 * @param target where the user wants everything
 * @param backends the backend that serves each layer that is available
 * @param home the layers of an engine that this process is already inside of, for example Spark's
 *     in a driver that spark-submit has started; mostly none
 * @param machine the resources of this machine
 * @param boundBy why the workflow's steps cannot leave this process; empty if they can
 */
public record PlanOptions(
    Target target,
    Map<Layer, String> backends,
    Set<Layer> home,
    Machine machine,
    Optional<String> boundBy) {
  public PlanOptions {
    backends = Map.copyOf(backends);
    home = Set.copyOf(home);
  }

  /** The same for a workflow whose steps may run in other processes. */
  public PlanOptions(Target target, Map<Layer, String> backends, Set<Layer> home, Machine machine) {
    this(target, backends, home, machine, Optional.empty());
  }
}
