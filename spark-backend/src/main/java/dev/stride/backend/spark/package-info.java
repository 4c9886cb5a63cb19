// SPDX-License-Identifier: Apache-2.0
/**
 * The Spark backend: data-parallel steps as plans that Catalyst sees as if a person had written
 * them, and native steps in Spark's own types. For applications with a Spark session: start with
 * {@link dev.stride.backend.spark.SparkStride}; for native steps with {@link
 * dev.stride.backend.spark.SparkSteps}.
 */
@NullMarked
package dev.stride.backend.spark;

import org.jspecify.annotations.NullMarked;
