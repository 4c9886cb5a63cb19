// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

/**
 * The layer on which the user wants a step.
 *
 * @param layer that layer
 */
public record PlacementRequest(Layer layer) implements Policy {
  @Override
  public String toString() {
    return "on " + layer;
  }
}
