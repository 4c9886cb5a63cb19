// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.count;
import static dev.stride.api.expression.Functions.field;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.jobs.tpch.table.LineItem;
import dev.stride.jobs.tpch.table.Order;
import java.time.LocalDate;

/** How many orders of the third quarter of 1993 had a line delivered too late, by priority. */
public final class Q04OrderPriority {

  /** The number of late orders of a priority. */
  public record PriorityCount(
      @Column("o_orderpriority") String priority, @Column("order_count") long orders) {}

  private static final LocalDate START = LocalDate.of(1993, 7, 1);

  private Q04OrderPriority() {}

  public static Dataset<PriorityCount> q4(Dataset<Order> orders, Dataset<LineItem> lineItems) {
    Dataset<LineItem> late =
        lineItems.filter(field(LineItem::commitDate).lt(field(LineItem::receiptDate)));
    return orders
        .filter(
            field(Order::orderDate).ge(START).and(field(Order::orderDate).lt(START.plusMonths(3))))
        .semiJoin(late, on(Order::orderKey, LineItem::orderKey))
        .groupBy(Order::orderPriority)
        .aggregate(PriorityCount.class, count())
        .orderBy(asc(PriorityCount::priority));
  }
}
