// SPDX-License-Identifier: Apache-2.0
/**
 * Benchmarks, for whoever works on Stride; run by {@code jobs/benchmark}, never by the build. Every
 * figure is a ratio of contestants that ran interleaved in one process, with its interval. Start
 * with {@link dev.stride.jobs.benchmark.Benchmarks}.
 */
package dev.stride.jobs.benchmark;
