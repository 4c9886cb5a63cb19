// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.sum;
import static dev.stride.api.expression.Functions.when;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.api.expression.Expression;
import dev.stride.jobs.tpch.table.Customer;
import dev.stride.jobs.tpch.table.LineItem;
import dev.stride.jobs.tpch.table.Nation;
import dev.stride.jobs.tpch.table.Order;
import dev.stride.jobs.tpch.table.Part;
import dev.stride.jobs.tpch.table.Region;
import dev.stride.jobs.tpch.table.Supplier;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * The share of Brazilian suppliers in the American market for a kind of steel, in 1995 and 1996.
 */
public final class Q08NationalMarketShare {

  /** A sale to an American customer. */
  public record MarketSale(
      long supplierKey,
      LocalDate orderDate,
      @Decimal(precision = 32, scale = 4) BigDecimal revenue) {}

  /** A sale by a supplier of that nation. */
  public record NationSale(
      long nationKey,
      LocalDate orderDate,
      @Decimal(precision = 32, scale = 4) BigDecimal revenue) {}

  /** A sale by a supplier of the nation of that name. */
  public record NamedSale(
      String name, LocalDate orderDate, @Decimal(precision = 32, scale = 4) BigDecimal revenue) {}

  /** The share of a year. */
  public record MarketShare(@Column("o_year") int year, @Column("mkt_share") double marketShare) {}

  private Q08NationalMarketShare() {}

  public static Dataset<MarketShare> q8(
      Dataset<Part> parts,
      Dataset<Supplier> suppliers,
      Dataset<LineItem> lineItems,
      Dataset<Order> orders,
      Dataset<Customer> customers,
      Dataset<Nation> nations,
      Dataset<Region> regions) {
    Dataset<Part> steel = parts.filter(field(Part::type).eq("ECONOMY ANODIZED STEEL"));
    Expression<BigDecimal> ofBrazil =
        when(field(NamedSale::name).eq("BRAZIL"), field(NamedSale::revenue))
            .otherwise(BigDecimal.ZERO);
    return Sale.of(lineItems)
        .semiJoin(steel, on(Sale::partKey, Part::partKey))
        .join(
            inAmerica(orders, customers, Places.nationsOf("AMERICA", nations, regions)),
            on(Sale::orderKey, Order::orderKey))
        .into(MarketSale.class)
        .join(suppliers, on(MarketSale::supplierKey, Supplier::supplierKey))
        .into(NationSale.class)
        .join(nations, on(NationSale::nationKey, Nation::nationKey))
        .into(NamedSale.class)
        .groupBy(field(NamedSale::orderDate).year())
        .aggregate(MarketShare.class, sum(ofBrazil).div(sum(NamedSale::revenue)))
        .orderBy(asc(MarketShare::year));
  }

  private static Dataset<Order> inAmerica(
      Dataset<Order> orders, Dataset<Customer> customers, Dataset<Nation> american) {
    return orders
        .filter(
            field(Order::orderDate).between(LocalDate.of(1995, 1, 1), LocalDate.of(1996, 12, 31)))
        .semiJoin(
            customers.semiJoin(american, on(Customer::nationKey, Nation::nationKey)),
            on(Order::customerKey, Customer::customerKey));
  }
}
