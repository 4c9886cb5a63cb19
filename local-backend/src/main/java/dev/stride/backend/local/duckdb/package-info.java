// SPDX-License-Identifier: Apache-2.0
/**
 * The embedded engine: lowers relations to SQL, runs them in DuckDB inside this process and brings
 * rows in and out as Arrow batches. Internal to the local backend; start with {@link
 * dev.stride.backend.local.duckdb.DuckDbEngine}.
 */
@NullMarked
package dev.stride.backend.local.duckdb;

import org.jspecify.annotations.NullMarked;
