// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Two dates. */
public record Days(@Nullable LocalDate a, @Nullable LocalDate b) {}
