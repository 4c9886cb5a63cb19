// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.table;

import dev.stride.api.Column;

/** A nation and the region that it belongs to. A row of the table {@code nation}. */
public record Nation(
    @Column("n_nationkey") long nationKey,
    @Column("n_name") String name,
    @Column("n_regionkey") long regionKey,
    @Column("n_comment") String comment) {}
