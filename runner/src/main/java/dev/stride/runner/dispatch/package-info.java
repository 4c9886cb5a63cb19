// SPDX-License-Identifier: Apache-2.0
/**
 * Dispatches attempts under a step's policies. The only place that knows Resilience4j. Open {@link
 * dev.stride.runner.dispatch.ResilientDispatcher} first.
 */
@NullMarked
package dev.stride.runner.dispatch;

import org.jspecify.annotations.NullMarked;
