// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import org.jspecify.annotations.Nullable;

/** A key that is a double and a value. */
public record KeyedDouble(@Nullable Double key, @Nullable Long value) {}
