// SPDX-License-Identifier: Apache-2.0
/**
 * The placement policy: one rule per class, named as a sentence; the first that applies decides.
 * Their order stands in {@link dev.stride.planner.rule.PlacementRules}.
 */
@NullMarked
package dev.stride.planner.rule;

import org.jspecify.annotations.NullMarked;
