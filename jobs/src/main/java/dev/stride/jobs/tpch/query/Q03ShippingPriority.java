// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.desc;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.sum;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.jobs.tpch.table.Customer;
import dev.stride.jobs.tpch.table.LineItem;
import dev.stride.jobs.tpch.table.Order;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * The ten orders of most revenue among those of the building segment not shipped on 15 March 1995.
 */
public final class Q03ShippingPriority {

  /** A sale with its order's date and priority. */
  public record OpenSale(
      long orderKey,
      LocalDate orderDate,
      int shipPriority,
      @Decimal(precision = 32, scale = 4) BigDecimal revenue) {}

  /** The revenue of an order. */
  public record OrderRevenue(
      long orderKey,
      LocalDate orderDate,
      int shipPriority,
      @Decimal(precision = 38, scale = 4) BigDecimal revenue) {}

  /** An order to ship soon. */
  public record ShippingPriority(
      @Column("l_orderkey") long orderKey,
      @Decimal(precision = 38, scale = 4) BigDecimal revenue,
      @Column("o_orderdate") LocalDate orderDate,
      @Column("o_shippriority") int shipPriority) {}

  private static final LocalDate DAY = LocalDate.of(1995, 3, 15);

  private Q03ShippingPriority() {}

  public static Dataset<ShippingPriority> q3(
      Dataset<Customer> customers, Dataset<Order> orders, Dataset<LineItem> lineItems) {
    Dataset<Order> ordered =
        orders
            .filter(field(Order::orderDate).lt(DAY))
            .semiJoin(
                customers.filter(field(Customer::marketSegment).eq("BUILDING")),
                on(Order::customerKey, Customer::customerKey));
    return Sale.of(lineItems.filter(field(LineItem::shipDate).gt(DAY)))
        .join(ordered, on(Sale::orderKey, Order::orderKey))
        .into(OpenSale.class)
        .groupBy(OpenSale::orderKey, OpenSale::orderDate, OpenSale::shipPriority)
        .aggregate(OrderRevenue.class, sum(OpenSale::revenue))
        .derive(ShippingPriority.class)
        .orderBy(
            desc(ShippingPriority::revenue),
            asc(ShippingPriority::orderDate),
            asc(ShippingPriority::orderKey))
        .limit(10);
  }
}
