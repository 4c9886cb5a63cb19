// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.Assignment.set;
import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.decimal;
import static dev.stride.api.expression.Functions.decimalMean;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.sum;
import static dev.stride.api.expression.Window.partitionBy;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Window;
import dev.stride.jobs.tpch.table.LineItem;
import dev.stride.jobs.tpch.table.Part;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The yearly revenue from orders of a part below a fifth of its usual quantity. */
public final class Q17SmallQuantityRevenue {

  /** A line of an order and the mean quantity of all lines of its part. */
  public record ComparedLine(
      @Decimal(precision = 15, scale = 2) BigDecimal extendedPrice,
      @Decimal(precision = 15, scale = 2) BigDecimal quantity,
      @Decimal(precision = 19, scale = 6) BigDecimal meanQuantity) {}

  /** The revenue of a year; null where there was none. */
  public record SmallQuantityRevenue(@Column("avg_yearly") @Nullable Double yearly) {}

  private Q17SmallQuantityRevenue() {}

  public static Dataset<SmallQuantityRevenue> q17(
      Dataset<LineItem> lineItems, Dataset<Part> parts) {
    Dataset<Part> boxes =
        parts.filter(field(Part::brand).eq("Brand#23").and(field(Part::container).eq("MED BOX")));
    Window ofPart = partitionBy(LineItem::partKey);
    Expression<BigDecimal> fifth = field(ComparedLine::meanQuantity).times(decimal("0.2"));
    return lineItems
        .semiJoin(boxes, on(LineItem::partKey, Part::partKey))
        .derive(
            ComparedLine.class,
            set(ComparedLine::meanQuantity, decimalMean(LineItem::quantity).over(ofPart)))
        .filter(field(ComparedLine::quantity).lt(fifth))
        .aggregate(SmallQuantityRevenue.class, sum(ComparedLine::extendedPrice).div(7));
  }
}
