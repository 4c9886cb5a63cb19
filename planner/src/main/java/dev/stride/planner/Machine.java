// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import dev.stride.api.MemorySize;

/**
 * What a machine has.
 *
 * @param cpu processors, at least 1
 * @param memory main memory
 */
public record Machine(int cpu, MemorySize memory) {}
