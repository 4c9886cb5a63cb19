// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
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
  private static final int ATTEMPTS = 4;
  private static final int PAGE = 1_000;
  private static final List<String> LIVING =
      List.of("SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING");

  private static final Duration CONNECTION = Duration.ofSeconds(5);
  private static final Duration SOCKET = Duration.ofSeconds(20);
  private static final String SOME_REGION = "us-east-1";

  static BatchClients of(BatchSettings settings) {
    return new BatchClients(
        client(BatchClient.builder(), settings, ATTEMPTS),
        client(BatchClient.builder(), settings, 1),
        client(CloudWatchLogsClient.builder(), settings, ATTEMPTS));
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, BatchSettings settings, int attempts) {
    builder
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECTION).socketTimeout(SOCKET))
        .overrideConfiguration(
            configuration ->
                configuration.retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(attempts)
                        .build()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    settings
        .region()
        .or(() -> settings.endpoint().map(other -> SOME_REGION))
        .map(Region::of)
        .ifPresent(builder::region);
    return builder.build();
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
