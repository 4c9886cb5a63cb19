// SPDX-License-Identifier: Apache-2.0
/**
 * The Spark backend: data-parallel steps as plans that Catalyst sees as if a person had written
 * them. For authors of backends; start with {@link dev.stride.backend.spark.SparkBackend}.
 */
@NullMarked
package dev.stride.backend.spark;

import org.jspecify.annotations.NullMarked;
