// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.table;

import dev.stride.api.Column;
import dev.stride.api.Decimal;
import java.math.BigDecimal;
import java.time.LocalDate;

/** What a customer ordered at once. A row of the table {@code orders}. */
public record Order(
    @Column("o_orderkey") long orderKey,
    @Column("o_custkey") long customerKey,
    @Column("o_orderstatus") String orderStatus,
    @Column("o_totalprice") @Decimal(precision = 15, scale = 2) BigDecimal totalPrice,
    @Column("o_orderdate") LocalDate orderDate,
    @Column("o_orderpriority") String orderPriority,
    @Column("o_clerk") String clerk,
    @Column("o_shippriority") int shipPriority,
    @Column("o_comment") String comment) {}
