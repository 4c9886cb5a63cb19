// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.decimal;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.left;
import static dev.stride.api.expression.Functions.right;
import static dev.stride.api.expression.Functions.sum;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.api.JoinCondition;
import dev.stride.api.expression.Expression;
import dev.stride.jobs.tpch.table.LineItem;
import dev.stride.jobs.tpch.table.Nation;
import dev.stride.jobs.tpch.table.Part;
import dev.stride.jobs.tpch.table.PartSupplier;
import dev.stride.jobs.tpch.table.Supplier;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * The Canadian suppliers with more of a forest part in stock than half of what they shipped in
 * 1994.
 */
public final class Q20PotentialPromotion {

  /** What a supplier shipped of a part. */
  public record ShippedQuantity(
      long partKey, long supplierKey, @Decimal(precision = 25, scale = 2) BigDecimal quantity) {}

  /** A supplier to promote. */
  public record PotentialPromotion(
      @Column("s_name") String name, @Column("s_address") String address) {}

  private static final LocalDate START = LocalDate.of(1994, 1, 1);

  private Q20PotentialPromotion() {}

  public static Dataset<PotentialPromotion> q20(
      Dataset<Supplier> suppliers,
      Dataset<Nation> nations,
      Dataset<PartSupplier> partSuppliers,
      Dataset<Part> parts,
      Dataset<LineItem> lineItems) {
    Dataset<Part> forest = parts.filter(field(Part::name).startsWith("forest"));
    Dataset<PartSupplier> excess =
        partSuppliers
            .semiJoin(forest, on(PartSupplier::partKey, Part::partKey))
            .semiJoin(
                shipped(lineItems.semiJoin(forest, on(LineItem::partKey, Part::partKey))),
                inExcess());
    return Places.suppliersOf("CANADA", suppliers, nations)
        .semiJoin(excess, on(Supplier::supplierKey, PartSupplier::supplierKey))
        .derive(PotentialPromotion.class)
        .orderBy(asc(PotentialPromotion::name));
  }

  private static Dataset<ShippedQuantity> shipped(Dataset<LineItem> lineItems) {
    return lineItems
        .filter(
            field(LineItem::shipDate)
                .ge(START)
                .and(field(LineItem::shipDate).lt(START.plusYears(1))))
        .groupBy(LineItem::partKey, LineItem::supplierKey)
        .aggregate(ShippedQuantity.class, sum(LineItem::quantity));
  }

  private static JoinCondition<PartSupplier, ShippedQuantity> inExcess() {
    Expression<BigDecimal> half = right(ShippedQuantity::quantity).times(decimal("0.5"));
    return on(PartSupplier::partKey, ShippedQuantity::partKey)
        .and(PartSupplier::supplierKey, ShippedQuantity::supplierKey)
        .and(left(PartSupplier::availableQuantity).asDecimal(10, 0).gt(half));
  }
}
