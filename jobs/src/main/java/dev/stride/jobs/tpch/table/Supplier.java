// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.table;

import dev.stride.api.Column;
import dev.stride.api.Decimal;
import java.math.BigDecimal;

/** Someone who supplies parts. A row of the table {@code supplier}. */
public record Supplier(
    @Column("s_suppkey") long supplierKey,
    @Column("s_name") String name,
    @Column("s_address") String address,
    @Column("s_nationkey") long nationKey,
    @Column("s_phone") String phone,
    @Column("s_acctbal") @Decimal(precision = 15, scale = 2) BigDecimal accountBalance,
    @Column("s_comment") String comment) {}
