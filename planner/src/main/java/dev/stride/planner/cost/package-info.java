// SPDX-License-Identifier: Apache-2.0
/**
 * What a placement costs in time and money, and which placement of all steps together is best: a
 * calibration and prices make candidates of steps, a search chooses among them. Pure: no files, no
 * clocks, no engine. Start with {@link dev.stride.planner.cost.Search}. No command uses it yet.
 */
@NullMarked
package dev.stride.planner.cost;

import org.jspecify.annotations.NullMarked;
