// SPDX-License-Identifier: Apache-2.0
/**
 * Decides where each step runs and says why: a definition and options go in, an execution plan that
 * prints and reads back comes out. Pure: no files, no threads, no engine. Start with {@link
 * dev.stride.planner.Planner}; the policy itself is readable from the names in {@code rule}.
 */
@NullMarked
package dev.stride.planner;

import org.jspecify.annotations.NullMarked;
