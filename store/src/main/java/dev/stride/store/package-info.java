// SPDX-License-Identifier: Apache-2.0
/**
 * What a run leaves behind, in a folder: its record, one outcome per attempt, commits and
 * artifacts. Files are the only truth. Below runner and backends, so that whoever runs an attempt
 * can commit it. Start with {@link dev.stride.store.Store}.
 */
@NullMarked
package dev.stride.store;

import org.jspecify.annotations.NullMarked;
