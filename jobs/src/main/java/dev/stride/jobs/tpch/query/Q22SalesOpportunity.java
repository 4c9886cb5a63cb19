// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.count;
import static dev.stride.api.expression.Functions.decimalMean;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.left;
import static dev.stride.api.expression.Functions.right;
import static dev.stride.api.expression.Functions.sum;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.jobs.tpch.table.Customer;
import dev.stride.jobs.tpch.table.Order;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The customers of some countries who have more money than most and never ordered. */
public final class Q22SalesOpportunity {

  /** A customer and the country code of the phone. */
  public record Caller(
      long customerKey,
      String countryCode,
      @Decimal(precision = 15, scale = 2) BigDecimal balance) {}

  /** The mean of positive balances; null where there are none. */
  public record MeanBalance(@Nullable @Decimal(precision = 19, scale = 6) BigDecimal balance) {}

  /** The customers of a country. */
  public record SalesOpportunity(
      @Column("cntrycode") String countryCode,
      @Column("numcust") long customers,
      @Column("totacctbal") @Decimal(precision = 25, scale = 2) BigDecimal totalBalance) {}

  private Q22SalesOpportunity() {}

  public static Dataset<SalesOpportunity> q22(Dataset<Customer> customers, Dataset<Order> orders) {
    Dataset<Caller> callers =
        customers
            .select(
                Caller.class,
                field(Customer::customerKey),
                field(Customer::phone).left(2),
                field(Customer::accountBalance))
            .filter(field(Caller::countryCode).in("13", "31", "23", "29", "30", "18", "17"));
    Dataset<MeanBalance> mean =
        callers
            .filter(field(Caller::balance).gt(BigDecimal.ZERO))
            .aggregate(MeanBalance.class, decimalMean(Caller::balance));
    return callers
        .semiJoin(mean, on(left(Caller::balance).gt(right(MeanBalance::balance))))
        .antiJoin(orders, on(Caller::customerKey, Order::customerKey))
        .groupBy(Caller::countryCode)
        .aggregate(SalesOpportunity.class, count(), sum(Caller::balance))
        .orderBy(asc(SalesOpportunity::countryCode));
  }
}
