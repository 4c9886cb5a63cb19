// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.expression.Functions.decimal;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.sum;

import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.jobs.tpch.table.LineItem;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What the small discounts of 1994 on small quantities cost. */
public final class Q06ForecastRevenue {

  /** The revenue that would have come without the discounts; null where there was none. */
  public record ForecastRevenue(@Nullable @Decimal(precision = 38, scale = 4) BigDecimal revenue) {}

  private static final LocalDate START = LocalDate.of(1994, 1, 1);

  private Q06ForecastRevenue() {}

  public static Dataset<ForecastRevenue> q6(Dataset<LineItem> lineItems) {
    return lineItems
        .filter(
            field(LineItem::shipDate)
                .ge(START)
                .and(field(LineItem::shipDate).lt(START.plusYears(1)))
                .and(field(LineItem::discount).between(decimal("0.05"), decimal("0.07")))
                .and(field(LineItem::quantity).lt(decimal("24"))))
        .aggregate(
            ForecastRevenue.class,
            sum(field(LineItem::extendedPrice).times(field(LineItem::discount))));
  }
}
