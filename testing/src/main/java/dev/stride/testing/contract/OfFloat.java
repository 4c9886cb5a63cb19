// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import org.jspecify.annotations.Nullable;

/** A result that is a float. */
public record OfFloat(@Nullable Float value) {}
