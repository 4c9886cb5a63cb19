// SPDX-License-Identifier: Apache-2.0
/**
 * What a user writes a workflow with: {@link dev.stride.api.Workflow}, {@link
 * dev.stride.api.WorkflowBuilder} and {@link dev.stride.api.Dataset}. No engine is imported here.
 * Start with {@link dev.stride.api.Workflow}, whose documentation is the tutorial.
 */
@NullMarked
package dev.stride.api;

import org.jspecify.annotations.NullMarked;
