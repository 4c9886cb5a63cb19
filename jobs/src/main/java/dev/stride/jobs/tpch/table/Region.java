// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.table;

import dev.stride.api.Column;

/** A region of the world. A row of the table {@code region}. */
public record Region(
    @Column("r_regionkey") long regionKey,
    @Column("r_name") String name,
    @Column("r_comment") String comment) {}
