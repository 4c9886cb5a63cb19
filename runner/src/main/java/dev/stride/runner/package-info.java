// SPDX-License-Identifier: Apache-2.0
/**
 * Runs workflows from an application. Open {@link dev.stride.runner.Stride} first; the command line
 * in {@code cli} is one of its users.
 */
@NullMarked
package dev.stride.runner;

import org.jspecify.annotations.NullMarked;
