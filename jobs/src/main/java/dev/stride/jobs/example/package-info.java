// SPDX-License-Identifier: Apache-2.0
/**
 * Stride inside an application of your own, without its command line. Start with {@link
 * dev.stride.jobs.example.EmbeddedExample}.
 */
@NullMarked
package dev.stride.jobs.example;

import org.jspecify.annotations.NullMarked;
