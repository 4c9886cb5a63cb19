// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.Decimal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups by numbers, or totals. */
public record ByNumber(
    @Nullable Long big,
    @Nullable @Decimal(precision = 20, scale = 4) BigDecimal amount,
    @Nullable Double real,
    @Nullable Long total,
    @Nullable Double mean,
    @Nullable @Decimal(precision = 38, scale = 10) BigDecimal sum,
    @Nullable Long count,
    @Nullable String text,
    @Nullable LocalDate day,
    List<String> names,
    @Nullable Boolean flag) {}
