// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import java.util.Optional;
import software.amazon.awssdk.services.batch.model.JobSummary;
import software.amazon.awssdk.services.batch.model.KeyValuesPair;

/**
 * Finds jobs by their names, whatever their state.
 *
 * @param clients speak to the service
 */
record JobFinder(BatchClients clients) {
  /** The id of the job; empty if there is none, or nothing is known. */
  Optional<String> find(String queue, String name) {
    try {
      return clients
          .reads()
          .listJobsPaginator(
              ask ->
                  ask.jobQueue(queue)
                      .filters(KeyValuesPair.builder().name("JOB_NAME").values(name).build()))
          .jobSummaryList()
          .stream()
          .filter(job -> name.equals(job.jobName()))
          .map(JobSummary::jobId)
          .findFirst();
    } catch (RuntimeException e) {
      // A later look may tell.
      return Optional.empty();
    }
  }
}
