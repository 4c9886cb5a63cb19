// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.left;
import static dev.stride.api.expression.Functions.right;
import static dev.stride.api.expression.Functions.sum;

import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.api.expression.Expression;
import dev.stride.jobs.tpch.table.LineItem;
import dev.stride.jobs.tpch.table.Part;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The revenue of three kinds of parts sent by air and delivered in person. */
public final class Q19DiscountedRevenue {

  /** A sale of such a part. */
  public record DiscountedSale(@Decimal(precision = 32, scale = 4) BigDecimal revenue) {}

  /** The revenue; null where there was none. */
  public record DiscountedRevenue(
      @Nullable @Decimal(precision = 38, scale = 4) BigDecimal revenue) {}

  private Q19DiscountedRevenue() {}

  public static Dataset<DiscountedRevenue> q19(Dataset<LineItem> lineItems, Dataset<Part> parts) {
    Dataset<LineItem> delivered =
        lineItems.filter(
            field(LineItem::shipMode)
                .in("AIR", "AIR REG")
                .and(field(LineItem::shipInstructions).eq("DELIVER IN PERSON")));
    Expression<Boolean> fits =
        kind("Brand#12", 1, 5)
            .and(right(Part::container).in("SM CASE", "SM BOX", "SM PACK", "SM PKG"))
            .or(
                kind("Brand#23", 10, 10)
                    .and(right(Part::container).in("MED BAG", "MED BOX", "MED PKG", "MED PACK")))
            .or(
                kind("Brand#34", 20, 15)
                    .and(right(Part::container).in("LG CASE", "LG BOX", "LG PACK", "LG PKG")));
    return Sale.of(delivered)
        .join(parts, on(Sale::partKey, Part::partKey).and(fits))
        .into(DiscountedSale.class)
        .aggregate(DiscountedRevenue.class, sum(DiscountedSale::revenue));
  }

  /** Parts of a brand up to a size, sold in quantities from {@code quantity} to 10 more. */
  private static Expression<Boolean> kind(String brand, int quantity, int size) {
    return right(Part::brand)
        .eq(brand)
        .and(
            left(Sale::quantity)
                .between(BigDecimal.valueOf(quantity), BigDecimal.valueOf(quantity + 10)))
        .and(right(Part::size).between(1, size));
  }
}
