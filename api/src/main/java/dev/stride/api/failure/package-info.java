// SPDX-License-Identifier: Apache-2.0
/**
 * Failures with their blame. For everybody: users catch {@link
 * dev.stride.api.failure.StrideException}, backends throw it, fallbacks receive a {@link
 * dev.stride.api.failure.Failure}. Start with {@link dev.stride.api.failure.FailureKind}.
 */
@NullMarked
package dev.stride.api.failure;

import org.jspecify.annotations.NullMarked;
