// SPDX-License-Identifier: Apache-2.0
/**
 * A workflow after it has been defined: steps, edges, policies and parameters as plain values. For
 * the planner, the runner and workers; users never need it. Start with {@link
 * dev.stride.api.definition.WorkflowDefinition}.
 */
@NullMarked
package dev.stride.api.definition;

import org.jspecify.annotations.NullMarked;
