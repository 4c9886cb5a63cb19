// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import org.jspecify.annotations.Nullable;

/** A result that is an integer. */
public record OfInt(@Nullable Integer value) {}
