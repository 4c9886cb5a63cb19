// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import org.jspecify.annotations.Nullable;

/** Two long integers. */
public record Longs(@Nullable Long a, @Nullable Long b) {}
