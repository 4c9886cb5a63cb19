// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import dev.stride.api.Decimal;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decimals of few digits. */
public record Prices(
    @Nullable @Decimal(precision = 10, scale = 2) BigDecimal a,
    @Nullable @Decimal(precision = 6, scale = 3) BigDecimal b) {}
