// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.Decimal;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups by enums, truth values and binary, or totals. */
@SuppressWarnings("ArrayRecordComponent") // byte[] is what BINARY is in Java
public record ByOther(
    @Nullable Colour colour,
    @Nullable Boolean flag,
    byte @Nullable [] bytes,
    @Nullable Float single,
    @Nullable Double spread,
    @Nullable Integer number,
    @Nullable Long count,
    @Nullable @Decimal(precision = 38, scale = 0) BigDecimal whole,
    @Nullable LocalDateTime local,
    @Nullable Point point,
    List<LocalDateTime> locals) {}
