// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

/** How a step is dispatched. Immutable; {@code toString} is what the plan shows. */
public sealed interface Policy
    permits RetryPolicy,
        TimeLimit,
        QueueLimit,
        Deadline,
        Fallback,
        ResourceRequest,
        BatchOptions,
        PlacementRequest,
        SecretNames {}
