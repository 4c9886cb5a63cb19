// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import org.jspecify.annotations.Nullable;

/** Two doubles. */
public record Doubles(@Nullable Double a, @Nullable Double b) {}
