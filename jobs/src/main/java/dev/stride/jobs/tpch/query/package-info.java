// SPDX-License-Identifier: Apache-2.0
/**
 * The 22 queries of TPC-H in the dataset algebra, with the specification's validation parameters:
 * one class per query, which holds the step, the record of its answer and the records between. The
 * columns of an answer have the names and the order of the specification. Where the specification
 * leaves the order of rows open, a key at the end of the order decides, so that every engine gives
 * the same answer. Start with {@link dev.stride.jobs.tpch.query.Q01PricingSummary}.
 */
@NullMarked
package dev.stride.jobs.tpch.query;

import org.jspecify.annotations.NullMarked;
