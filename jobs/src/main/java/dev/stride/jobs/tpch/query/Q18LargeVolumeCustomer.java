// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.decimal;
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

/** The hundred most expensive orders of more than 300 pieces. */
public final class Q18LargeVolumeCustomer {

  /** The pieces of an order. */
  public record OrderQuantity(
      long orderKey, @Decimal(precision = 25, scale = 2) BigDecimal quantity) {}

  /** An order of many pieces. */
  public record LargeOrder(
      long orderKey,
      long customerKey,
      LocalDate orderDate,
      @Decimal(precision = 15, scale = 2) BigDecimal totalPrice,
      @Decimal(precision = 25, scale = 2) BigDecimal quantity) {}

  /** An order of many pieces and its customer. */
  public record LargeVolumeCustomer(
      @Column("c_name") String name,
      @Column("c_custkey") long customerKey,
      @Column("o_orderkey") long orderKey,
      @Column("o_orderdate") LocalDate orderDate,
      @Column("o_totalprice") @Decimal(precision = 15, scale = 2) BigDecimal totalPrice,
      @Column("sum_quantity") @Decimal(precision = 25, scale = 2) BigDecimal quantity) {}

  private Q18LargeVolumeCustomer() {}

  public static Dataset<LargeVolumeCustomer> q18(
      Dataset<Customer> customers, Dataset<Order> orders, Dataset<LineItem> lineItems) {
    Dataset<OrderQuantity> large =
        lineItems
            .groupBy(LineItem::orderKey)
            .aggregate(OrderQuantity.class, sum(LineItem::quantity))
            .filter(field(OrderQuantity::quantity).gt(decimal("300")));
    return orders
        .join(large, on(Order::orderKey, OrderQuantity::orderKey))
        .into(LargeOrder.class)
        .join(customers, on(LargeOrder::customerKey, Customer::customerKey))
        .into(LargeVolumeCustomer.class)
        .orderBy(
            desc(LargeVolumeCustomer::totalPrice),
            asc(LargeVolumeCustomer::orderDate),
            asc(LargeVolumeCustomer::orderKey))
        .limit(100);
  }
}
