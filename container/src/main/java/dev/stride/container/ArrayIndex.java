// SPDX-License-Identifier: Apache-2.0
package dev.stride.container;

import java.util.Map;

/** Which child of an array this container is. */
final class ArrayIndex {
  private ArrayIndex() {}

  /** What the service says, by itself or at the end of the job's id; 0 for a job of its own. */
  static int of(Map<String, String> environment) {
    String index = environment.get("AWS_BATCH_JOB_ARRAY_INDEX");
    if (index == null) {
      String job = environment.getOrDefault("AWS_BATCH_JOB_ID", "");
      index = job.contains(":") ? job.substring(job.lastIndexOf(':') + 1) : "0";
    }
    return Integer.parseInt(index);
  }
}
