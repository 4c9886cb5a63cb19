// SPDX-License-Identifier: Apache-2.0
/**
 * A wide fan-out of independent work that needs processors and nothing else. It shows how many
 * slots one step can have. Start with {@link dev.stride.jobs.montecarlo.MonteCarlo}.
 */
@NullMarked
package dev.stride.jobs.montecarlo;

import org.jspecify.annotations.NullMarked;
