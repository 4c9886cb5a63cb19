// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A result that is an instant. */
public record OfInstant(@Nullable Instant value) {}
