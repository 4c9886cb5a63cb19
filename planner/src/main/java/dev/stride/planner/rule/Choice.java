// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.rule;

import dev.stride.api.policy.Layer;

/**
 * What a rule wants.
 *
 * @param layer the layer
 * @param reason one clause for people
 */
record Choice(Layer layer, String reason) {}
