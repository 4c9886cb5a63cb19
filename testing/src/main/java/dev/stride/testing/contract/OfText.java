// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import org.jspecify.annotations.Nullable;

/** A result that is a text. */
public record OfText(@Nullable String value) {}
