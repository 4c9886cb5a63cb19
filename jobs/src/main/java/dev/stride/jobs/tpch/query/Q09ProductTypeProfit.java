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
import dev.stride.api.expression.Expression;
import dev.stride.jobs.tpch.table.LineItem;
import dev.stride.jobs.tpch.table.Nation;
import dev.stride.jobs.tpch.table.Order;
import dev.stride.jobs.tpch.table.Part;
import dev.stride.jobs.tpch.table.PartSupplier;
import dev.stride.jobs.tpch.table.Supplier;
import java.math.BigDecimal;
import java.time.LocalDate;

/** The profit on green parts, by the supplier's nation and year. */
public final class Q09ProductTypeProfit {

  /** What a line of an order earned. */
  public record Earning(
      long orderKey, long supplierKey, @Decimal(precision = 33, scale = 4) BigDecimal amount) {}

  /** An earning and its order's date. */
  public record DatedEarning(
      long supplierKey,
      LocalDate orderDate,
      @Decimal(precision = 33, scale = 4) BigDecimal amount) {}

  /** An earning of a supplier of that nation. */
  public record NationEarning(
      long nationKey, LocalDate orderDate, @Decimal(precision = 33, scale = 4) BigDecimal amount) {}

  /** An earning of a supplier of the nation of that name. */
  public record NamedEarning(
      String name, LocalDate orderDate, @Decimal(precision = 33, scale = 4) BigDecimal amount) {}

  /** The profit of a nation and a year. */
  public record ProductProfit(
      String nation,
      @Column("o_year") int year,
      @Column("sum_profit") @Decimal(precision = 38, scale = 4) BigDecimal profit) {}

  private Q09ProductTypeProfit() {}

  public static Dataset<ProductProfit> q9(
      Dataset<Part> parts,
      Dataset<Supplier> suppliers,
      Dataset<LineItem> lineItems,
      Dataset<PartSupplier> partSuppliers,
      Dataset<Order> orders,
      Dataset<Nation> nations) {
    Dataset<Part> green = parts.filter(field(Part::name).contains("green"));
    return Sale.of(lineItems)
        .semiJoin(green, on(Sale::partKey, Part::partKey))
        .join(
            partSuppliers,
            on(Sale::partKey, PartSupplier::partKey)
                .and(Sale::supplierKey, PartSupplier::supplierKey))
        .select(Earning.class, left(Sale::orderKey), left(Sale::supplierKey), amount())
        .join(orders, on(Earning::orderKey, Order::orderKey))
        .into(DatedEarning.class)
        .join(suppliers, on(DatedEarning::supplierKey, Supplier::supplierKey))
        .into(NationEarning.class)
        .join(nations, on(NationEarning::nationKey, Nation::nationKey))
        .into(NamedEarning.class)
        .groupBy(field(NamedEarning::name), field(NamedEarning::orderDate).year())
        .aggregate(ProductProfit.class, sum(NamedEarning::amount))
        .orderBy(asc(ProductProfit::nation), desc(ProductProfit::year));
  }

  private static Expression<BigDecimal> amount() {
    return left(Sale::revenue).minus(right(PartSupplier::supplyCost).times(left(Sale::quantity)));
  }
}
