// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.desc;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.left;
import static dev.stride.api.expression.Functions.min;
import static dev.stride.api.expression.Functions.right;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.jobs.tpch.table.Nation;
import dev.stride.jobs.tpch.table.Part;
import dev.stride.jobs.tpch.table.PartSupplier;
import dev.stride.jobs.tpch.table.Region;
import dev.stride.jobs.tpch.table.Supplier;
import java.math.BigDecimal;

/** Which European suppliers offer a brass part of size 15 at the lowest price there. */
public final class Q02MinimumCostSupplier {

  /** A supplier in Europe. */
  public record EuropeanSupplier(
      long supplierKey,
      @Decimal(precision = 15, scale = 2) BigDecimal accountBalance,
      String supplierName,
      String nationName,
      String address,
      String phone,
      String remark) {}

  /** What a supplier asks for a part. */
  public record PartOffer(
      long partKey,
      long supplierKey,
      String manufacturer,
      @Decimal(precision = 15, scale = 2) BigDecimal supplyCost) {}

  /** What a European supplier asks for a part. */
  public record Offer(
      long partKey,
      String manufacturer,
      @Decimal(precision = 15, scale = 2) BigDecimal supplyCost,
      @Decimal(precision = 15, scale = 2) BigDecimal accountBalance,
      String supplierName,
      String nationName,
      String address,
      String phone,
      String remark) {}

  /** The lowest price of a part. */
  public record LowestCost(
      long partKey, @Decimal(precision = 15, scale = 2) BigDecimal supplyCost) {}

  /** A supplier with the lowest price of a part. */
  public record MinimumCostSupplier(
      @Column("s_acctbal") @Decimal(precision = 15, scale = 2) BigDecimal accountBalance,
      @Column("s_name") String supplierName,
      @Column("n_name") String nationName,
      @Column("p_partkey") long partKey,
      @Column("p_mfgr") String manufacturer,
      @Column("s_address") String address,
      @Column("s_phone") String phone,
      @Column("s_comment") String remark) {}

  private Q02MinimumCostSupplier() {}

  public static Dataset<MinimumCostSupplier> q2(
      Dataset<Part> parts,
      Dataset<Supplier> suppliers,
      Dataset<PartSupplier> partSuppliers,
      Dataset<Nation> nations,
      Dataset<Region> regions) {
    Dataset<Part> brass =
        parts.filter(field(Part::size).eq(15).and(field(Part::type).endsWith("BRASS")));
    Dataset<Offer> offers =
        partSuppliers
            .join(brass, on(PartSupplier::partKey, Part::partKey))
            .into(PartOffer.class)
            .join(
                inEurope(suppliers, nations, regions),
                on(PartOffer::supplierKey, EuropeanSupplier::supplierKey))
            .into(Offer.class);
    Dataset<LowestCost> lowest =
        offers.groupBy(Offer::partKey).aggregate(LowestCost.class, min(Offer::supplyCost));
    return offers
        .join(
            lowest,
            on(Offer::partKey, LowestCost::partKey).and(Offer::supplyCost, LowestCost::supplyCost))
        .into(MinimumCostSupplier.class)
        .orderBy(
            desc(MinimumCostSupplier::accountBalance),
            asc(MinimumCostSupplier::nationName),
            asc(MinimumCostSupplier::supplierName),
            asc(MinimumCostSupplier::partKey))
        .limit(100);
  }

  private static Dataset<EuropeanSupplier> inEurope(
      Dataset<Supplier> suppliers, Dataset<Nation> nations, Dataset<Region> regions) {
    return suppliers
        .join(
            Places.nationsOf("EUROPE", nations, regions),
            on(Supplier::nationKey, Nation::nationKey))
        .select(
            EuropeanSupplier.class,
            left(Supplier::supplierKey),
            left(Supplier::accountBalance),
            left(Supplier::name),
            right(Nation::name),
            left(Supplier::address),
            left(Supplier::phone),
            left(Supplier::comment));
  }
}
