// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.decimal;
import static dev.stride.api.expression.Functions.desc;
import static dev.stride.api.expression.Functions.left;
import static dev.stride.api.expression.Functions.right;
import static dev.stride.api.expression.Functions.sum;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.api.expression.Expression;
import dev.stride.jobs.tpch.table.Nation;
import dev.stride.jobs.tpch.table.PartSupplier;
import dev.stride.jobs.tpch.table.Supplier;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The parts that make up a notable share of what German suppliers have in stock. */
public final class Q11ImportantStock {

  /** What a German supplier has in stock of a part. */
  public record Stock(long partKey, @Decimal(precision = 18, scale = 2) BigDecimal value) {}

  /** The value of the stock of a part. */
  public record StockValue(
      @Column("ps_partkey") long partKey, @Decimal(precision = 28, scale = 2) BigDecimal value) {}

  /** The value of all stock; null where there is none. */
  public record TotalValue(@Nullable @Decimal(precision = 28, scale = 2) BigDecimal value) {}

  private Q11ImportantStock() {}

  public static Dataset<StockValue> q11(
      Dataset<PartSupplier> partSuppliers, Dataset<Supplier> suppliers, Dataset<Nation> nations) {
    Expression<BigDecimal> value =
        left(PartSupplier::supplyCost)
            .times(left(PartSupplier::availableQuantity).asDecimal(10, 0))
            .asDecimal(18, 2);
    Dataset<Stock> stock =
        partSuppliers
            .join(
                Places.suppliersOf("GERMANY", suppliers, nations),
                on(PartSupplier::supplierKey, Supplier::supplierKey))
            .select(Stock.class, left(PartSupplier::partKey), value);
    Dataset<TotalValue> total = stock.aggregate(TotalValue.class, sum(Stock::value));
    return stock
        .groupBy(Stock::partKey)
        .aggregate(StockValue.class, sum(Stock::value))
        .semiJoin(
            total,
            on(left(StockValue::value).gt(right(TotalValue::value).times(decimal("0.0001")))))
        .orderBy(desc(StockValue::value), asc(StockValue::partKey));
  }
}
