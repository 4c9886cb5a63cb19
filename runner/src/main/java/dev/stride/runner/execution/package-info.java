// SPDX-License-Identifier: Apache-2.0
/**
 * Carries out execution plans: which stage is ready, how many tasks run at once, what is recorded
 * and what an earlier run has done already. Open {@link dev.stride.runner.execution.WorkflowRun}
 * first.
 */
@NullMarked
package dev.stride.runner.execution;

import org.jspecify.annotations.NullMarked;
