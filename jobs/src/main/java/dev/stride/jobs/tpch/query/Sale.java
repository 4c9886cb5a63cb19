// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.Assignment.set;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.literal;

import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.api.expression.Expression;
import dev.stride.jobs.tpch.table.LineItem;
import java.math.BigDecimal;
import java.time.LocalDate;

/** A line of an order with the revenue that it brought in, its price after the discount. */
public record Sale(
    long orderKey,
    long partKey,
    long supplierKey,
    LocalDate shipDate,
    @Decimal(precision = 15, scale = 2) BigDecimal quantity,
    @Decimal(precision = 32, scale = 4) BigDecimal revenue) {

  /** What the lines of orders brought in. */
  static Dataset<Sale> of(Dataset<LineItem> lineItems) {
    return lineItems.derive(Sale.class, set(Sale::revenue, discountedPrice()));
  }

  /** The price of a line after its discount. */
  static Expression<BigDecimal> discountedPrice() {
    return discountedPrice(field(LineItem::extendedPrice), field(LineItem::discount));
  }

  /** The same of one side of a join. */
  static Expression<BigDecimal> discountedPrice(
      Expression<BigDecimal> price, Expression<BigDecimal> discount) {
    return price.times(literal(BigDecimal.ONE).minus(discount));
  }
}
