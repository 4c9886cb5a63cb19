// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.backend.batch.service.ServiceClients;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobSummary;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/**
 * The clients of one region. What reads is repeated by the SDK; a submit never is, since a lost
 * reply may hide a job.
 *
 * @param reads for calls that may be repeated
 * @param submits for calls that must not be
 * @param logs what containers have printed
 */
record BatchClients(BatchClient reads, BatchClient submits, CloudWatchLogsClient logs)
    implements AutoCloseable {
  private static final int PAGE = 1_000;
  private static final List<String> LIVING =
      List.of("SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING");

  static BatchClients of(BatchSettings settings) {
    ServiceClients clients =
        new ServiceClients(BatchBackend.NAME, settings.endpoint(), settings.region());
    return new BatchClients(
        clients.client(BatchClient.builder(), ServiceClients.ATTEMPTS),
        clients.client(BatchClient.builder(), 1),
        clients.client(CloudWatchLogsClient.builder(), ServiceClients.ATTEMPTS));
  }

  /** What lives of a job: itself, or its children; itself, too, where nobody can tell. */
  List<String> alive(Job job) {
    try {
      return job.isArray() ? aliveChildren(job.id()) : aliveOnes(job.id());
    } catch (SdkException e) {
      // Ending a job that has ended does no harm.
      return List.of(job.id());
    }
  }

  private List<String> aliveOnes(String id) {
    return reads.describeJobs(ask -> ask.jobs(id)).jobs().stream()
        .filter(detail -> LIVING.contains(detail.statusAsString()))
        .map(JobDetail::jobId)
        .toList();
  }

  private List<String> aliveChildren(String id) {
    return LIVING.stream()
        .flatMap(
            state ->
                reads
                    .listJobsPaginator(ask -> ask.arrayJobId(id).jobStatus(state).maxResults(PAGE))
                    .jobSummaryList()
                    .stream())
        .map(JobSummary::jobId)
        .toList();
  }

  @Override
  public void close() {
    reads.close();
    submits.close();
    logs.close();
  }
}
