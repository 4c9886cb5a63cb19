// SPDX-License-Identifier: Apache-2.0
/**
 * What a store and those who run workflows on it must survive: operations that fail, a loss of
 * power after each of them, processes that are killed, and racing commits. A checker that reads
 * only files says what was broken. For authors of stores and backends; start with {@link
 * dev.stride.testing.fault.StoreChecker}.
 */
@NullMarked
package dev.stride.testing.fault;

import org.jspecify.annotations.NullMarked;
