// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.failure;

/** Marks an exception type whose failures are never retried, whatever {@code @Retry} says. */
public interface NonRetryable {}
