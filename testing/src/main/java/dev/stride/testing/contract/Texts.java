// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import org.jspecify.annotations.Nullable;

/** Two texts. */
public record Texts(@Nullable String a, @Nullable String b) {}
