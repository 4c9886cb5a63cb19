// SPDX-License-Identifier: Apache-2.0
/**
 * The local backend: threads for single-node steps and the embedded DuckDB engine for data-parallel
 * ones. The reference implementation of a backend; start with {@link
 * dev.stride.backend.local.LocalBackend}.
 */
@NullMarked
package dev.stride.backend.local;

import org.jspecify.annotations.NullMarked;
