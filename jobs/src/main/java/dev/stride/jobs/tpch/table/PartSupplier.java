// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.table;

import dev.stride.api.Column;
import dev.stride.api.Decimal;
import java.math.BigDecimal;

/** What a supplier has of a part, and what it costs there. A row of the table {@code partsupp}. */
public record PartSupplier(
    @Column("ps_partkey") long partKey,
    @Column("ps_suppkey") long supplierKey,
    @Column("ps_availqty") int availableQuantity,
    @Column("ps_supplycost") @Decimal(precision = 15, scale = 2) BigDecimal supplyCost,
    @Column("ps_comment") String comment) {}
