// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A local time and an instant. */
public record Moments(@Nullable LocalDateTime local, @Nullable Instant instant) {}
