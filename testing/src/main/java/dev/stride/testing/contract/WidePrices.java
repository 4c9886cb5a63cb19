// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import dev.stride.api.Decimal;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decimals of all digits. */
public record WidePrices(
    @Nullable @Decimal(precision = 38, scale = 0) BigDecimal whole,
    @Nullable @Decimal(precision = 38, scale = 10) BigDecimal parts) {}
