// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.spi.Leftover;
import dev.stride.backend.batch.service.ServiceFailures;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.JobDefinition;
import software.amazon.awssdk.services.batch.model.JobQueueDetail;
import software.amazon.awssdk.services.batch.model.KeyValuesPair;

/**
 * Job definitions of Stride's that no queue knows a job of. The service remembers a job for a week
 * after its end, so that one who submits now and then keeps the definition; whoever needs it later
 * registers it again.
 */
final class UnusedDefinitions {
  private final BatchSettings settings;
  private final Instant before;

  /**
   * @param before later ones stay: whoever has registered one may be about to submit
   */
  UnusedDefinitions(BatchSettings settings, Instant before) {
    this.settings = settings;
    this.before = before;
  }

  /**
   * Finds them.
   *
   * @param deletes whether they are deregistered, too
   * @throws dev.stride.api.failure.StrideException if the service refuses or does not answer
   */
  List<Leftover> collect(boolean deletes) {
    try (BatchClients clients = BatchClients.of(settings)) {
      return collect(clients.reads(), deletes);
    } catch (SdkException e) {
      throw ServiceFailures.failure(BatchBackend.NAME, "collect job definitions", e);
    }
  }

  private List<Leftover> collect(BatchClient client, boolean deletes) {
    List<JobDefinition> old =
        client
            .describeJobDefinitionsPaginator(ask -> ask.status("ACTIVE"))
            .jobDefinitions()
            .stream()
            .filter(UnusedDefinitions::isOurs)
            .filter(this::isOld)
            .toList();
    if (old.isEmpty()) {
      return List.of();
    }
    List<String> queues =
        client.describeJobQueuesPaginator().jobQueues().stream()
            .map(JobQueueDetail::jobQueueName)
            .toList();
    List<Leftover> unused = new ArrayList<>();
    for (JobDefinition definition : old) {
      if (queues.stream().noneMatch(queue -> knowsJobOf(client, queue, definition))) {
        if (deletes) {
          client.deregisterJobDefinition(ask -> ask.jobDefinition(definition.jobDefinitionArn()));
        }
        unused.add(
            new Leftover(
                "job definition " + definition.jobDefinitionName() + ":" + definition.revision(),
                "no queue knows a job of it"));
      }
    }
    return unused;
  }

  private static boolean isOurs(JobDefinition definition) {
    return definition.jobDefinitionName().startsWith(JobDefinitions.PREFIX)
        && JobDefinitions.DEFINITION.equals(definition.tags().get(JobDefinitions.KIND));
  }

  /** What does not say when it was registered stays. */
  private boolean isOld(JobDefinition definition) {
    String registered = definition.tags().get(JobDefinitions.REGISTERED);
    try {
      return registered != null && Instant.parse(registered).isBefore(before);
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean knowsJobOf(BatchClient client, String queue, JobDefinition definition) {
    KeyValuesPair ofDefinition =
        KeyValuesPair.builder()
            .name("JOB_DEFINITION")
            .values(definition.jobDefinitionName())
            .build();
    return client
        .listJobsPaginator(ask -> ask.jobQueue(queue).filters(ofDefinition))
        .jobSummaryList()
        .stream()
        .findAny()
        .isPresent();
  }
}
