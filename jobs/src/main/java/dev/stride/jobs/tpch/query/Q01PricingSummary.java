// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.count;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.literal;
import static dev.stride.api.expression.Functions.mean;
import static dev.stride.api.expression.Functions.sum;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.api.expression.Expression;
import dev.stride.jobs.tpch.table.LineItem;
import java.math.BigDecimal;
import java.time.LocalDate;

/** What was shipped until 90 days before December 1998, by return flag and line status. */
public final class Q01PricingSummary {

  /** A line of the report. */
  public record PricingSummary(
      @Column("l_returnflag") String returnFlag,
      @Column("l_linestatus") String lineStatus,
      @Column("sum_qty") @Decimal(precision = 25, scale = 2) BigDecimal totalQuantity,
      @Column("sum_base_price") @Decimal(precision = 25, scale = 2) BigDecimal totalBasePrice,
      @Column("sum_disc_price") @Decimal(precision = 38, scale = 4) BigDecimal totalDiscountedPrice,
      @Column("sum_charge") @Decimal(precision = 38, scale = 6) BigDecimal totalCharge,
      @Column("avg_qty") double meanQuantity,
      @Column("avg_price") double meanPrice,
      @Column("avg_disc") double meanDiscount,
      @Column("count_order") long lines) {}

  private Q01PricingSummary() {}

  public static Dataset<PricingSummary> q1(Dataset<LineItem> lineItems) {
    Expression<BigDecimal> charge =
        Sale.discountedPrice().times(literal(BigDecimal.ONE).plus(field(LineItem::tax)));
    return lineItems
        .filter(field(LineItem::shipDate).le(LocalDate.of(1998, 12, 1).minusDays(90)))
        .groupBy(LineItem::returnFlag, LineItem::lineStatus)
        .aggregate(
            PricingSummary.class,
            sum(LineItem::quantity),
            sum(LineItem::extendedPrice),
            sum(Sale.discountedPrice()),
            sum(charge),
            mean(LineItem::quantity),
            mean(LineItem::extendedPrice),
            mean(LineItem::discount),
            count())
        .orderBy(asc(PricingSummary::returnFlag), asc(PricingSummary::lineStatus));
  }
}
