// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import org.jspecify.annotations.Nullable;

/** A key, an order within it and a value. */
public record Keyed(@Nullable String key, int order, @Nullable Long value) {}
