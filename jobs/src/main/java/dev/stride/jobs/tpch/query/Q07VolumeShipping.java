// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.left;
import static dev.stride.api.expression.Functions.right;
import static dev.stride.api.expression.Functions.sum;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.api.JoinCondition;
import dev.stride.jobs.tpch.table.Customer;
import dev.stride.jobs.tpch.table.LineItem;
import dev.stride.jobs.tpch.table.Nation;
import dev.stride.jobs.tpch.table.Order;
import dev.stride.jobs.tpch.table.Supplier;
import java.math.BigDecimal;
import java.time.LocalDate;

/** The revenue of goods shipped between France and Germany in 1995 and 1996. */
public final class Q07VolumeShipping {

  /** A supplier and its nation. */
  public record NationSupplier(long supplierKey, String supplierNation) {}

  /** A customer and its nation. */
  public record NationCustomer(long customerKey, String customerNation) {}

  /** A sale by a supplier of that nation. */
  public record SuppliedSale(
      long orderKey,
      String supplierNation,
      LocalDate shipDate,
      @Decimal(precision = 32, scale = 4) BigDecimal revenue) {}

  /** A sale by a supplier of that nation to that customer. */
  public record OrderedSale(
      long customerKey,
      String supplierNation,
      LocalDate shipDate,
      @Decimal(precision = 32, scale = 4) BigDecimal revenue) {}

  /** A sale from one nation to another. */
  public record Trade(
      String supplierNation,
      String customerNation,
      LocalDate shipDate,
      @Decimal(precision = 32, scale = 4) BigDecimal revenue) {}

  /** The revenue of a year from one nation to another. */
  public record ShippedVolume(
      @Column("supp_nation") String supplierNation,
      @Column("cust_nation") String customerNation,
      @Column("l_year") int year,
      @Decimal(precision = 38, scale = 4) BigDecimal revenue) {}

  private Q07VolumeShipping() {}

  public static Dataset<ShippedVolume> q7(
      Dataset<Supplier> suppliers,
      Dataset<LineItem> lineItems,
      Dataset<Order> orders,
      Dataset<Customer> customers,
      Dataset<Nation> nations) {
    Dataset<Nation> both = nations.filter(field(Nation::name).in("FRANCE", "GERMANY"));
    return sales(suppliers, lineItems, both)
        .join(orders, on(SuppliedSale::orderKey, Order::orderKey))
        .into(OrderedSale.class)
        .join(customers(customers, both), abroad())
        .into(Trade.class)
        .groupBy(
            field(Trade::supplierNation),
            field(Trade::customerNation),
            field(Trade::shipDate).year())
        .aggregate(ShippedVolume.class, sum(Trade::revenue))
        .orderBy(
            asc(ShippedVolume::supplierNation),
            asc(ShippedVolume::customerNation),
            asc(ShippedVolume::year));
  }

  private static Dataset<SuppliedSale> sales(
      Dataset<Supplier> suppliers, Dataset<LineItem> lineItems, Dataset<Nation> nations) {
    Dataset<NationSupplier> sellers =
        suppliers
            .join(nations, on(Supplier::nationKey, Nation::nationKey))
            .select(NationSupplier.class, left(Supplier::supplierKey), right(Nation::name));
    return Sale.of(
            lineItems.filter(
                field(LineItem::shipDate)
                    .between(LocalDate.of(1995, 1, 1), LocalDate.of(1996, 12, 31))))
        .join(sellers, on(Sale::supplierKey, NationSupplier::supplierKey))
        .into(SuppliedSale.class);
  }

  private static Dataset<NationCustomer> customers(
      Dataset<Customer> customers, Dataset<Nation> nations) {
    return customers
        .join(nations, on(Customer::nationKey, Nation::nationKey))
        .select(NationCustomer.class, left(Customer::customerKey), right(Nation::name));
  }

  private static JoinCondition<OrderedSale, NationCustomer> abroad() {
    return on(OrderedSale::customerKey, NationCustomer::customerKey)
        .and(left(OrderedSale::supplierNation).ne(right(NationCustomer::customerNation)));
  }
}
