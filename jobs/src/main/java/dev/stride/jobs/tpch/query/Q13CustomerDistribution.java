// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.count;
import static dev.stride.api.expression.Functions.desc;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.left;
import static dev.stride.api.expression.Functions.right;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.jobs.tpch.table.Customer;
import dev.stride.jobs.tpch.table.Order;
import org.jspecify.annotations.Nullable;

/** How many customers placed how many orders, orders with special requests aside. */
public final class Q13CustomerDistribution {

  /** A customer and one of the customer's orders; null for a customer without any. */
  public record CustomerOrder(long customerKey, @Nullable Long orderKey) {}

  /** The number of a customer's orders. */
  public record OrderCount(long customerKey, long orders) {}

  /** The number of customers with that number of orders. */
  public record Distribution(@Column("c_count") long orders, @Column("custdist") long customers) {}

  private Q13CustomerDistribution() {}

  public static Dataset<Distribution> q13(Dataset<Customer> customers, Dataset<Order> orders) {
    Dataset<Order> ordinary = orders.filter(field(Order::comment).like("%special%requests%").not());
    return customers
        .leftJoin(ordinary, on(Customer::customerKey, Order::customerKey))
        .select(CustomerOrder.class, left(Customer::customerKey), right(Order::orderKey))
        .groupBy(CustomerOrder::customerKey)
        .aggregate(OrderCount.class, count(field(CustomerOrder::orderKey)))
        .groupBy(OrderCount::orders)
        .aggregate(Distribution.class, count())
        .orderBy(desc(Distribution::customers), desc(Distribution::orders));
  }
}
