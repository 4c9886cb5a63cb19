// SPDX-License-Identifier: Apache-2.0
/**
 * The eight tables of TPC-H as records: one record per table, one component per column, named in
 * words and bound to the column's name of the specification. Start with {@link
 * dev.stride.jobs.tpch.table.LineItem}.
 */
@NullMarked
package dev.stride.jobs.tpch.table;

import org.jspecify.annotations.NullMarked;
