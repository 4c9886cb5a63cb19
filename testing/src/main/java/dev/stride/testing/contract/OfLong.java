// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import org.jspecify.annotations.Nullable;

/** A result that is a long integer. */
public record OfLong(@Nullable Long value) {}
