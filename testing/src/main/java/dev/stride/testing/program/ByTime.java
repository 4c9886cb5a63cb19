// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.Decimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups by dates and times, or totals. */
public record ByTime(
    @Nullable LocalDate day,
    @Nullable LocalDateTime local,
    @Nullable Instant instant,
    @Nullable Long count,
    @Nullable Float single,
    @Nullable Double mean,
    @Nullable @Decimal(precision = 38, scale = 6) BigDecimal mid,
    @Nullable Integer number,
    List<Double> reals,
    @Nullable Colour colour) {}
