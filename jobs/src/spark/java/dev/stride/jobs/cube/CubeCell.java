// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cube;

import org.jspecify.annotations.Nullable;

/**
 * The delay of some flights: of a carrier in a month, of either, or of all; null stands for all.
 *
 * @param meanDelay in minutes
 */
public record CubeCell(
    @Nullable String carrier, @Nullable Integer month, double meanDelay, long flights) {}
