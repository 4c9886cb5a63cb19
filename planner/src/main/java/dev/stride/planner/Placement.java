// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import dev.stride.api.policy.Layer;

/**
 * Where a stage runs, and why.
 *
 * @param layer the compute layer
 * @param backend the name of the backend that serves it
 * @param reason one clause for people
 */
public record Placement(Layer layer, String backend, String reason) {}
