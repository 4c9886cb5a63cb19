// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import dev.stride.api.policy.Layer;
import java.util.Map;

/**
 * What the planner may use.
 *
 * @param target where the user wants everything
 * @param backends the backend that serves each layer that is available
 * @param machine the resources of this machine
 */
public record PlanOptions(Target target, Map<Layer, String> backends, Machine machine) {
  public PlanOptions {
    backends = Map.copyOf(backends);
  }
}
