// SPDX-License-Identifier: Apache-2.0
/**
 * Lowers the algebra to Spark's public {@code Column} and {@code Dataset} API, so that Catalyst
 * sees what a person would have written. Start with {@link
 * dev.stride.backend.spark.plan.SparkPlans}.
 */
@NullMarked
package dev.stride.backend.spark.plan;

import org.jspecify.annotations.NullMarked;
