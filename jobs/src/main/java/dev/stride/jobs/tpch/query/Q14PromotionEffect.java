// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.decimal;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.sum;
import static dev.stride.api.expression.Functions.when;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.api.expression.Expression;
import dev.stride.jobs.tpch.table.LineItem;
import dev.stride.jobs.tpch.table.Part;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The share of promotional parts in the revenue of September 1995, in percent. */
public final class Q14PromotionEffect {

  /** A sale and the type of its part. */
  public record TypedSale(String type, @Decimal(precision = 32, scale = 4) BigDecimal revenue) {}

  /** The share in percent; null where there was no revenue. */
  public record PromotionEffect(@Column("promo_revenue") @Nullable Double promotionShare) {}

  private static final LocalDate START = LocalDate.of(1995, 9, 1);

  private Q14PromotionEffect() {}

  public static Dataset<PromotionEffect> q14(Dataset<LineItem> lineItems, Dataset<Part> parts) {
    Dataset<LineItem> shipped =
        lineItems.filter(
            field(LineItem::shipDate)
                .ge(START)
                .and(field(LineItem::shipDate).lt(START.plusMonths(1))));
    Expression<BigDecimal> promoted =
        when(field(TypedSale::type).startsWith("PROMO"), field(TypedSale::revenue))
            .otherwise(BigDecimal.ZERO);
    return Sale.of(shipped)
        .join(parts, on(Sale::partKey, Part::partKey))
        .into(TypedSale.class)
        .aggregate(
            PromotionEffect.class,
            sum(promoted).times(decimal("100.00")).div(sum(TypedSale::revenue)));
  }
}
