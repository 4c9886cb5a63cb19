// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.desc;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.left;
import static dev.stride.api.expression.Functions.right;
import static dev.stride.api.expression.Functions.sum;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.jobs.tpch.table.Customer;
import dev.stride.jobs.tpch.table.LineItem;
import dev.stride.jobs.tpch.table.Nation;
import dev.stride.jobs.tpch.table.Order;
import java.math.BigDecimal;
import java.time.LocalDate;

/** The twenty customers who returned most of what they ordered in the last quarter of 1993. */
public final class Q10ReturnedItems {

  /** A sale that was returned. */
  public record ReturnedSale(
      long customerKey, @Decimal(precision = 32, scale = 4) BigDecimal revenue) {}

  /** The revenue lost by a customer. */
  public record LostRevenue(
      long customerKey, @Decimal(precision = 38, scale = 4) BigDecimal revenue) {}

  /** A customer and the revenue lost. */
  public record ReturningCustomer(
      long customerKey,
      String name,
      @Decimal(precision = 38, scale = 4) BigDecimal revenue,
      @Decimal(precision = 15, scale = 2) BigDecimal accountBalance,
      long nationKey,
      String address,
      String phone,
      String comment) {}

  /** A customer, the revenue lost, and how to reach the customer. */
  public record ReturnedItems(
      @Column("c_custkey") long customerKey,
      @Column("c_name") String name,
      @Decimal(precision = 38, scale = 4) BigDecimal revenue,
      @Column("c_acctbal") @Decimal(precision = 15, scale = 2) BigDecimal accountBalance,
      @Column("n_name") String nation,
      @Column("c_address") String address,
      @Column("c_phone") String phone,
      @Column("c_comment") String comment) {}

  private static final LocalDate START = LocalDate.of(1993, 10, 1);

  private Q10ReturnedItems() {}

  public static Dataset<ReturnedItems> q10(
      Dataset<Customer> customers,
      Dataset<Order> orders,
      Dataset<LineItem> lineItems,
      Dataset<Nation> nations) {
    return lost(orders, lineItems)
        .join(customers, on(LostRevenue::customerKey, Customer::customerKey))
        .into(ReturningCustomer.class)
        .join(nations, on(ReturningCustomer::nationKey, Nation::nationKey))
        .select(
            ReturnedItems.class,
            left(ReturningCustomer::customerKey),
            left(ReturningCustomer::name),
            left(ReturningCustomer::revenue),
            left(ReturningCustomer::accountBalance),
            right(Nation::name),
            left(ReturningCustomer::address),
            left(ReturningCustomer::phone),
            left(ReturningCustomer::comment))
        .orderBy(desc(ReturnedItems::revenue), asc(ReturnedItems::customerKey))
        .limit(20);
  }

  private static Dataset<LostRevenue> lost(Dataset<Order> orders, Dataset<LineItem> lineItems) {
    Dataset<Order> ordered =
        orders.filter(
            field(Order::orderDate).ge(START).and(field(Order::orderDate).lt(START.plusMonths(3))));
    return Sale.of(lineItems.filter(field(LineItem::returnFlag).eq("R")))
        .join(ordered, on(Sale::orderKey, Order::orderKey))
        .into(ReturnedSale.class)
        .groupBy(ReturnedSale::customerKey)
        .aggregate(LostRevenue.class, sum(ReturnedSale::revenue));
  }
}
