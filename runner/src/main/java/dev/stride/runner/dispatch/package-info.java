// SPDX-License-Identifier: Apache-2.0
/**
 * Dispatches attempts under a step's policies: {@code retry( launch( time limit( attempt ) ) )},
 * with the fallback and the record around it, which are the caller's. A circuit breaker, a bulkhead
 * and a rate limiter stand around the launches on a service outside of this machine, never around a
 * step. The only place that knows Resilience4j. Open {@link
 * dev.stride.runner.dispatch.ResilientDispatcher} first.
 */
@NullMarked
package dev.stride.runner.dispatch;

import org.jspecify.annotations.NullMarked;
