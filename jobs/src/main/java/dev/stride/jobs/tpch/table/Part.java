// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.table;

import dev.stride.api.Column;
import dev.stride.api.Decimal;
import java.math.BigDecimal;

/** A part that is traded. A row of the table {@code part}. */
public record Part(
    @Column("p_partkey") long partKey,
    @Column("p_name") String name,
    @Column("p_mfgr") String manufacturer,
    @Column("p_brand") String brand,
    @Column("p_type") String type,
    @Column("p_size") int size,
    @Column("p_container") String container,
    @Column("p_retailprice") @Decimal(precision = 15, scale = 2) BigDecimal retailPrice,
    @Column("p_comment") String comment) {}
