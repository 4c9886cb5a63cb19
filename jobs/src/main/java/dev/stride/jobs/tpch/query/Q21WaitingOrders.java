// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.count;
import static dev.stride.api.expression.Functions.desc;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.left;
import static dev.stride.api.expression.Functions.right;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.JoinCondition;
import dev.stride.jobs.tpch.table.LineItem;
import dev.stride.jobs.tpch.table.Nation;
import dev.stride.jobs.tpch.table.Order;
import dev.stride.jobs.tpch.table.Supplier;

/** The Saudi suppliers who alone kept an order of several suppliers waiting, most often first. */
public final class Q21WaitingOrders {

  /** A line that a supplier of that name delivered late. */
  public record LateLine(long orderKey, long supplierKey, String name) {}

  /** How often a supplier kept an order waiting. */
  public record WaitingOrders(@Column("s_name") String name, @Column("numwait") long orders) {}

  private Q21WaitingOrders() {}

  public static Dataset<WaitingOrders> q21(
      Dataset<Supplier> suppliers,
      Dataset<LineItem> lineItems,
      Dataset<Order> orders,
      Dataset<Nation> nations) {
    Dataset<LineItem> late =
        lineItems.filter(field(LineItem::receiptDate).gt(field(LineItem::commitDate)));
    Dataset<Order> finished = orders.filter(field(Order::orderStatus).eq("F"));
    return late.join(
            Places.suppliersOf("SAUDI ARABIA", suppliers, nations),
            on(LineItem::supplierKey, Supplier::supplierKey))
        .into(LateLine.class)
        .semiJoin(finished, on(LateLine::orderKey, Order::orderKey))
        .semiJoin(lineItems, byAnotherSupplier())
        .antiJoin(late, byAnotherSupplier())
        .groupBy(LateLine::name)
        .aggregate(WaitingOrders.class, count())
        .orderBy(desc(WaitingOrders::orders), asc(WaitingOrders::name))
        .limit(100);
  }

  private static JoinCondition<LateLine, LineItem> byAnotherSupplier() {
    return on(LateLine::orderKey, LineItem::orderKey)
        .and(left(LateLine::supplierKey).ne(right(LineItem::supplierKey)));
  }
}
