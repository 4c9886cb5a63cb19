// SPDX-License-Identifier: Apache-2.0

/**
 * Worker processes for steps that must not harm the orchestrator: started, reused, and ended with
 * everything that they have started. Start with {@link
 * dev.stride.backend.local.process.WorkerPool}.
 */
@NullMarked
package dev.stride.backend.local.process;

import org.jspecify.annotations.NullMarked;
