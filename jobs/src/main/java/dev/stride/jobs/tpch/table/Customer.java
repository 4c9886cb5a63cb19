// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.table;

import dev.stride.api.Column;
import dev.stride.api.Decimal;
import java.math.BigDecimal;

/** Someone who orders. A row of the table {@code customer}. */
public record Customer(
    @Column("c_custkey") long customerKey,
    @Column("c_name") String name,
    @Column("c_address") String address,
    @Column("c_nationkey") long nationKey,
    @Column("c_phone") String phone,
    @Column("c_acctbal") @Decimal(precision = 15, scale = 2) BigDecimal accountBalance,
    @Column("c_mktsegment") String marketSegment,
    @Column("c_comment") String comment) {}
