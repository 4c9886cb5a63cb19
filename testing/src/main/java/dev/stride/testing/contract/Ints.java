// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import org.jspecify.annotations.Nullable;

/** Two integers. */
public record Ints(@Nullable Integer a, @Nullable Integer b) {}
