// SPDX-License-Identifier: Apache-2.0
/**
 * TPC-H as a workflow: its eight tables, made by a generator for any scale, and its 22 queries. It
 * shows how far the dataset algebra reaches and is what engines are compared by. Start with {@link
 * dev.stride.jobs.tpch.Tpch}.
 */
@NullMarked
package dev.stride.jobs.tpch;

import org.jspecify.annotations.NullMarked;
