// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.table;

import dev.stride.api.Column;
import dev.stride.api.Decimal;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A line of an order: a part, its supplier, and how it was delivered. A row of the table {@code
 * lineitem}.
 */
public record LineItem(
    @Column("l_orderkey") long orderKey,
    @Column("l_partkey") long partKey,
    @Column("l_suppkey") long supplierKey,
    @Column("l_linenumber") int lineNumber,
    @Column("l_quantity") @Decimal(precision = 15, scale = 2) BigDecimal quantity,
    @Column("l_extendedprice") @Decimal(precision = 15, scale = 2) BigDecimal extendedPrice,
    @Column("l_discount") @Decimal(precision = 15, scale = 2) BigDecimal discount,
    @Column("l_tax") @Decimal(precision = 15, scale = 2) BigDecimal tax,
    @Column("l_returnflag") String returnFlag,
    @Column("l_linestatus") String lineStatus,
    @Column("l_shipdate") LocalDate shipDate,
    @Column("l_commitdate") LocalDate commitDate,
    @Column("l_receiptdate") LocalDate receiptDate,
    @Column("l_shipinstruct") String shipInstructions,
    @Column("l_shipmode") String shipMode,
    @Column("l_comment") String comment) {}
