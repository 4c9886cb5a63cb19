// SPDX-License-Identifier: Apache-2.0
/**
 * The jar for {@code spark-submit}, tried on a real Spark: its distribution, a master, a worker and
 * executors in processes of their own. Runs after the jar is packaged; start with {@link
 * dev.stride.jobs.cluster.SparkSubmitTest}.
 */
@NullMarked
package dev.stride.jobs.cluster;

import org.jspecify.annotations.NullMarked;
