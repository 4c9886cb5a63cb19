// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.Finding;
import dev.stride.backend.batch.service.ServiceFailures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.ComputeEnvironmentDetail;
import software.amazon.awssdk.services.batch.model.ComputeEnvironmentOrder;
import software.amazon.awssdk.services.batch.model.JobQueueDetail;

/** Whether steps can go to Batch with these settings; submits nothing. */
final class BatchDiagnosis {
  private static final String BATCH = "batch";

  private final BatchSettings settings;
  private final BatchClient client;
  private final List<Finding> findings = new ArrayList<>();

  private BatchDiagnosis(BatchSettings settings, BatchClient client) {
    this.settings = settings;
    this.client = client;
  }

  static List<Finding> of(BatchSettings settings) {
    if (!settings.isSetUp()) {
      return List.of(
          Finding.doubtful(BATCH, "not set up (set stride.batch.queue and stride.batch.image)"));
    }
    try (BatchClients clients = BatchClients.of(settings)) {
      return new BatchDiagnosis(settings, clients.reads()).findings();
    } catch (StrideException e) {
      return List.of(Finding.bad(BATCH, String.valueOf(e.getMessage())));
    }
  }

  private List<Finding> findings() {
    if (settings.queue().isPresent()) {
      String queue = settings.queue().get();
      try {
        look(queue);
      } catch (SdkException e) {
        StrideException failure =
            ServiceFailures.failure(BatchBackend.NAME, "look at queue '" + queue + "'", e);
        findings.add(Finding.bad("queue " + queue, String.valueOf(failure.getMessage())));
      }
    } else {
      findings.add(Finding.bad("queue", "there is none (set stride.batch.queue)"));
    }
    findings.add(
        settings
            .image()
            .map(image -> Finding.good("image " + image, "is not looked for: the service pulls it"))
            .orElseGet(
                () ->
                    Finding.bad(
                        "image",
                        "there is none (stride package makes one; set stride.batch.image)")));
    if (settings.jobRole().isEmpty()) {
      findings.add(
          Finding.doubtful(
              "job role",
              "there is none: containers read the store with the rights of their machine (set"
                  + " stride.batch.job-role)"));
    }
    return findings;
  }

  private void look(String queue) {
    String subject = "queue " + queue;
    Optional<JobQueueDetail> found =
        client.describeJobQueues(ask -> ask.jobQueues(queue)).jobQueues().stream().findFirst();
    if (found.isEmpty()) {
      findings.add(
          Finding.bad(subject, "there is no such queue (make it, or set stride.batch.queue)"));
      return;
    }
    JobQueueDetail detail = found.get();
    if (!"ENABLED".equals(detail.stateAsString())) {
      findings.add(
          Finding.bad(
              subject,
              "is disabled (aws batch update-job-queue --state ENABLED --job-queue "
                  + queue
                  + ")"));
    } else if (!"VALID".equals(detail.statusAsString())) {
      findings.add(
          Finding.bad(
              subject,
              "is "
                  + detail.statusAsString()
                  + ": "
                  + detail.statusReason()
                  + " (mend it in AWS Batch)"));
    } else {
      findings.add(Finding.good(subject, "is enabled and valid"));
    }
    List<String> names =
        detail.computeEnvironmentOrder().stream()
            .map(ComputeEnvironmentOrder::computeEnvironment)
            .toList();
    if (!names.isEmpty()) {
      client
          .describeComputeEnvironments(ask -> ask.computeEnvironments(names))
          .computeEnvironments()
          .forEach(this::look);
    }
  }

  private void look(ComputeEnvironmentDetail environment) {
    String subject = "environment " + environment.computeEnvironmentName();
    boolean isUp =
        "ENABLED".equals(environment.stateAsString())
            && !"INVALID".equals(environment.statusAsString());
    if (!isUp) {
      findings.add(
          Finding.bad(
              subject,
              "is "
                  + environment.stateAsString()
                  + " and "
                  + environment.statusAsString()
                  + ": "
                  + environment.statusReason()
                  + " (mend it in AWS Batch)"));
      return;
    }
    findings.add(platform(subject, environment));
  }

  private Finding platform(String subject, ComputeEnvironmentDetail environment) {
    String type =
        environment.computeResources() == null
            ? String.valueOf(environment.typeAsString())
            : String.valueOf(environment.computeResources().typeAsString());
    boolean isFargate = type.startsWith("FARGATE");
    boolean isAsked = settings.platform() == BatchSettings.Platform.FARGATE;
    if (isFargate != isAsked) {
      return Finding.bad(
          subject,
          "is of type "
              + type
              + " (set stride.batch.platform to "
              + (isFargate ? "fargate" : "ec2")
              + ", or choose another queue)");
    }
    if (isFargate && settings.executionRole().isEmpty()) {
      return Finding.bad(
          subject,
          "is of type "
              + type
              + ", which needs a role to pull the image (set"
              + " stride.batch.execution-role)");
    }
    return Finding.good(subject, "is of type " + type);
  }
}
