// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.Assignment.set;
import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.desc;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.rank;
import static dev.stride.api.expression.Functions.sum;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.api.expression.Window;
import dev.stride.jobs.tpch.table.LineItem;
import dev.stride.jobs.tpch.table.Supplier;
import java.math.BigDecimal;
import java.time.LocalDate;

/** The suppliers of most revenue in the first quarter of 1996. */
public final class Q15TopSupplier {

  /** The revenue of a supplier. */
  public record SupplierRevenue(
      long supplierKey, @Decimal(precision = 38, scale = 4) BigDecimal totalRevenue) {}

  /** The revenue of a supplier and its place among all, from 1. */
  public record RankedRevenue(
      long supplierKey, @Decimal(precision = 38, scale = 4) BigDecimal totalRevenue, int place) {}

  /** A supplier that nobody surpassed. */
  public record TopSupplier(
      @Column("s_suppkey") long supplierKey,
      @Column("s_name") String name,
      @Column("s_address") String address,
      @Column("s_phone") String phone,
      @Column("total_revenue") @Decimal(precision = 38, scale = 4) BigDecimal totalRevenue) {}

  private static final LocalDate START = LocalDate.of(1996, 1, 1);

  private Q15TopSupplier() {}

  public static Dataset<TopSupplier> q15(Dataset<LineItem> lineItems, Dataset<Supplier> suppliers) {
    Dataset<LineItem> shipped =
        lineItems.filter(
            field(LineItem::shipDate)
                .ge(START)
                .and(field(LineItem::shipDate).lt(START.plusMonths(3))));
    Window byRevenue = Window.ofAll().orderBy(desc(SupplierRevenue::totalRevenue));
    Dataset<RankedRevenue> best =
        shipped
            .groupBy(LineItem::supplierKey)
            .aggregate(SupplierRevenue.class, sum(Sale.discountedPrice()))
            .derive(RankedRevenue.class, set(RankedRevenue::place, rank(byRevenue)))
            .filter(field(RankedRevenue::place).eq(1));
    return suppliers
        .join(best, on(Supplier::supplierKey, RankedRevenue::supplierKey))
        .into(TopSupplier.class)
        .orderBy(asc(TopSupplier::supplierKey));
  }
}
