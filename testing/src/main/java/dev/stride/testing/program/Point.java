// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import org.jspecify.annotations.Nullable;

/** A nested record. */
public record Point(double x, @Nullable Integer y, @Nullable String label) {}
