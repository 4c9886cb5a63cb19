// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A result that is a local time. */
public record OfLocal(@Nullable LocalDateTime value) {}
