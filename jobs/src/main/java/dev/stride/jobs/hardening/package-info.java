// SPDX-License-Identifier: Apache-2.0
/**
 * A prototype with everything that goes wrong in a bare workflow, for the chapter on hardening.
 * Start with {@link dev.stride.jobs.hardening.Ratios}.
 */
@NullMarked
package dev.stride.jobs.hardening;

import org.jspecify.annotations.NullMarked;
