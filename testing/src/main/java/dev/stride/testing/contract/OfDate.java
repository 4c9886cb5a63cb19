// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A result that is a date. */
public record OfDate(@Nullable LocalDate value) {}
