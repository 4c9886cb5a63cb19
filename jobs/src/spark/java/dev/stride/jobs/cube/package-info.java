// SPDX-License-Identifier: Apache-2.0
/**
 * A workflow whose steps run in the embedded engine, on Spark and in Spark's own types. Start with
 * {@link dev.stride.jobs.cube.DelayCube}.
 */
@NullMarked
package dev.stride.jobs.cube;

import org.jspecify.annotations.NullMarked;
