// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.sum;
import static dev.stride.api.expression.Functions.when;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.expression.Expression;
import dev.stride.jobs.tpch.table.LineItem;
import dev.stride.jobs.tpch.table.Order;
import java.time.LocalDate;

/** Whether cheap ways of shipping made urgent orders late in 1994. */
public final class Q12ShippingModes {

  /** A line delivered late and its order's priority. */
  public record LateLine(String shipMode, String orderPriority) {}

  /** The late lines of a way of shipping, by urgency. */
  public record ShipModeCount(
      @Column("l_shipmode") String shipMode,
      @Column("high_line_count") long urgentLines,
      @Column("low_line_count") long otherLines) {}

  private static final LocalDate START = LocalDate.of(1994, 1, 1);

  private Q12ShippingModes() {}

  public static Dataset<ShipModeCount> q12(Dataset<Order> orders, Dataset<LineItem> lineItems) {
    Dataset<LineItem> late =
        lineItems.filter(
            field(LineItem::shipMode)
                .in("MAIL", "SHIP")
                .and(field(LineItem::commitDate).lt(field(LineItem::receiptDate)))
                .and(field(LineItem::shipDate).lt(field(LineItem::commitDate)))
                .and(field(LineItem::receiptDate).ge(START))
                .and(field(LineItem::receiptDate).lt(START.plusYears(1))));
    Expression<Boolean> urgent = field(LateLine::orderPriority).in("1-URGENT", "2-HIGH");
    return late.join(orders, on(LineItem::orderKey, Order::orderKey))
        .into(LateLine.class)
        .groupBy(LateLine::shipMode)
        .aggregate(
            ShipModeCount.class,
            sum(when(urgent, 1).otherwise(0)),
            sum(when(urgent, 0).otherwise(1)))
        .orderBy(asc(ShipModeCount::shipMode));
  }
}
