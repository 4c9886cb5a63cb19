// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import org.jspecify.annotations.Nullable;

/** Two floats. */
public record Floats(@Nullable Float a, @Nullable Float b) {}
