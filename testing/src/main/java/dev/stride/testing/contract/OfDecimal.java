// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import dev.stride.api.Decimal;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A result that is a decimal of any scale up to 6. */
public record OfDecimal(@Nullable @Decimal(precision = 38, scale = 6) BigDecimal value) {}
