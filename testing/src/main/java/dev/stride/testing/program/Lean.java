// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.Decimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A row of which every column has an order, so that rows can be compared as a whole. */
@SuppressWarnings("ArrayRecordComponent") // byte[] is what BINARY is in Java
public record Lean(
    @Nullable String text,
    @Nullable Integer number,
    @Nullable Double real,
    @Nullable @Decimal(precision = 10, scale = 2) BigDecimal price,
    @Nullable LocalDate day,
    @Nullable Boolean flag,
    @Nullable Colour colour,
    @Nullable Float single,
    @Nullable Long big,
    @Nullable Instant instant,
    byte @Nullable [] bytes) {}
