// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;

/**
 * The Spark jobs of one attempt: their group and tag, by which they are cancelled, and the names
 * that Spark's pages show. Thread-safe.
 */
final class SparkJobs {
  private final SparkContext context;
  private final String label;
  private final String group;

  SparkJobs(SparkContext context, String label) {
    this.context = context;
    this.label = label;
    this.group = "stride-" + UUID.randomUUID();
  }

  /**
   * Runs the attempt's code on this thread; its jobs, and those of threads it starts, are noted.
   */
  @Nullable Object during(Callable<@Nullable Object> body) throws Exception {
    context.setJobGroup(group, label, true);
    context.setCallSite(label);
    context.addJobTag(group);
    try {
      return body.call();
    } finally {
      context.removeJobTag(group);
      context.clearCallSite();
      context.clearJobGroup();
    }
  }

  /** Cancels what runs and whatever would still start. */
  void cancel() {
    context.cancelJobGroupAndFutureJobs(group);
    context.cancelJobsWithTag(group);
  }
}
