// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import org.jspecify.annotations.Nullable;

/** Two truth values. */
public record Flags(@Nullable Boolean a, @Nullable Boolean b) {}
