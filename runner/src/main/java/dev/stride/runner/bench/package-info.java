// SPDX-License-Identifier: Apache-2.0
/**
 * Measures a workflow on several backends in turn; start with {@link
 * dev.stride.runner.bench.BackendContest}.
 */
@NullMarked
package dev.stride.runner.bench;

import org.jspecify.annotations.NullMarked;
