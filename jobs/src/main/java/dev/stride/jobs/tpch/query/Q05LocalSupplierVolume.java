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
import dev.stride.jobs.tpch.table.Region;
import dev.stride.jobs.tpch.table.Supplier;
import java.math.BigDecimal;
import java.time.LocalDate;

/** The revenue of 1994 from Asian customers who bought in their own nation. */
public final class Q05LocalSupplierVolume {

  /** An order and its customer's nation. */
  public record PlacedOrder(long orderKey, long nationKey) {}

  /** A sale to a customer of that nation. */
  public record NationSale(
      long supplierKey, long nationKey, @Decimal(precision = 32, scale = 4) BigDecimal revenue) {}

  /** A sale by a supplier of the customer's nation. */
  public record LocalSale(long nationKey, @Decimal(precision = 32, scale = 4) BigDecimal revenue) {}

  /** A sale in a nation of that name. */
  public record NamedSale(String name, @Decimal(precision = 32, scale = 4) BigDecimal revenue) {}

  /** The revenue within a nation. */
  public record LocalVolume(
      @Column("n_name") String nation, @Decimal(precision = 38, scale = 4) BigDecimal revenue) {}

  private static final LocalDate START = LocalDate.of(1994, 1, 1);

  private Q05LocalSupplierVolume() {}

  public static Dataset<LocalVolume> q5(
      Dataset<Customer> customers,
      Dataset<Order> orders,
      Dataset<LineItem> lineItems,
      Dataset<Supplier> suppliers,
      Dataset<Nation> nations,
      Dataset<Region> regions) {
    Dataset<PlacedOrder> placed =
        orders
            .filter(
                field(Order::orderDate)
                    .ge(START)
                    .and(field(Order::orderDate).lt(START.plusYears(1))))
            .join(customers, on(Order::customerKey, Customer::customerKey))
            .into(PlacedOrder.class);
    return lineItems
        .join(placed, on(LineItem::orderKey, PlacedOrder::orderKey))
        .select(
            NationSale.class,
            left(LineItem::supplierKey),
            right(PlacedOrder::nationKey),
            Sale.discountedPrice(left(LineItem::extendedPrice), left(LineItem::discount)))
        .join(
            suppliers,
            on(NationSale::supplierKey, Supplier::supplierKey)
                .and(NationSale::nationKey, Supplier::nationKey))
        .into(LocalSale.class)
        .join(
            Places.nationsOf("ASIA", nations, regions), on(LocalSale::nationKey, Nation::nationKey))
        .into(NamedSale.class)
        .groupBy(NamedSale::name)
        .aggregate(LocalVolume.class, sum(NamedSale::revenue))
        .orderBy(desc(LocalVolume::revenue), asc(LocalVolume::nation));
  }
}
