// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.Decimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wide row with a column of every type, for some types of several kinds. */
@SuppressWarnings("ArrayRecordComponent") // byte[] is what BINARY is in Java
public record Cells(
    long id,
    boolean flag,
    @Nullable Boolean maybe,
    int count,
    @Nullable Integer number,
    @Nullable Integer other,
    @Nullable Long big,
    @Nullable Long little,
    @Nullable Float single,
    double real,
    @Nullable Double wild,
    @Nullable Double tame,
    @Nullable @Decimal(precision = 5, scale = 2) BigDecimal price,
    @Nullable @Decimal(precision = 18, scale = 4) BigDecimal amount,
    @Nullable @Decimal(precision = 38, scale = 10) BigDecimal wide,
    @Nullable @Decimal(precision = 38, scale = 0) BigDecimal whole,
    @Nullable @Decimal(precision = 3, scale = 3) BigDecimal share,
    String name,
    @Nullable String text,
    byte @Nullable [] bytes,
    @Nullable LocalDate day,
    LocalDate start,
    @Nullable LocalDateTime local,
    @Nullable Instant instant,
    @Nullable Colour colour,
    @Nullable List<@Nullable String> texts,
    @Nullable List<String> names,
    @Nullable List<@Nullable Integer> numbers,
    @Nullable List<Double> reals,
    @Nullable Point point,
    @Nullable List<Point> points) {}
