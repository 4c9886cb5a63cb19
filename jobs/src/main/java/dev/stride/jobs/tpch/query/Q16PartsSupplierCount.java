// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.countDistinct;
import static dev.stride.api.expression.Functions.desc;
import static dev.stride.api.expression.Functions.field;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.jobs.tpch.table.Part;
import dev.stride.jobs.tpch.table.PartSupplier;
import dev.stride.jobs.tpch.table.Supplier;

/** How many suppliers without complaints can deliver parts of certain brands, types and sizes. */
public final class Q16PartsSupplierCount {

  /** A supplier that has a part of that kind. */
  public record Supply(String brand, String type, int size, long supplierKey) {}

  /** The number of suppliers of a kind of part. */
  public record PartsSupplierCount(
      @Column("p_brand") String brand,
      @Column("p_type") String type,
      @Column("p_size") int size,
      @Column("supplier_cnt") long suppliers) {}

  private Q16PartsSupplierCount() {}

  public static Dataset<PartsSupplierCount> q16(
      Dataset<PartSupplier> partSuppliers, Dataset<Part> parts, Dataset<Supplier> suppliers) {
    Dataset<Supplier> blamed =
        suppliers.filter(field(Supplier::comment).like("%Customer%Complaints%"));
    Dataset<Part> wanted =
        parts.filter(
            field(Part::brand)
                .ne("Brand#45")
                .and(field(Part::type).startsWith("MEDIUM POLISHED").not())
                .and(field(Part::size).in(49, 14, 23, 45, 19, 3, 36, 9)));
    return partSuppliers
        .antiJoin(blamed, on(PartSupplier::supplierKey, Supplier::supplierKey))
        .join(wanted, on(PartSupplier::partKey, Part::partKey))
        .into(Supply.class)
        .groupBy(Supply::brand, Supply::type, Supply::size)
        .aggregate(PartsSupplierCount.class, countDistinct(Supply::supplierKey))
        .orderBy(
            desc(PartsSupplierCount::suppliers),
            asc(PartsSupplierCount::brand),
            asc(PartsSupplierCount::type),
            asc(PartsSupplierCount::size));
  }
}
