// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.backend.batch.service.ServiceFailures;
import dev.stride.store.Digests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.batch.model.ContainerProperties;
import software.amazon.awssdk.services.batch.model.EvaluateOnExit;
import software.amazon.awssdk.services.batch.model.JobDefinition;
import software.amazon.awssdk.services.batch.model.JobDefinitionType;
import software.amazon.awssdk.services.batch.model.KeyValuePair;
import software.amazon.awssdk.services.batch.model.NetworkConfiguration;
import software.amazon.awssdk.services.batch.model.PlatformCapability;
import software.amazon.awssdk.services.batch.model.RegisterJobDefinitionRequest;
import software.amazon.awssdk.services.batch.model.ResourceRequirement;
import software.amazon.awssdk.services.batch.model.ResourceType;
import software.amazon.awssdk.services.batch.model.RetryAction;
import software.amazon.awssdk.services.batch.model.RetryStrategy;

/**
 * Job definitions, each called by the hash of its content, so that equal ones are found again. It
 * never holds what differs between jobs: resources, slots, the time limit. Thread-safe.
 */
final class JobDefinitions {
  /** How their names begin. */
  static final String PREFIX = "stride-";

  /** The tag that says what it is. */
  static final String KIND = "stride";

  static final String DEFINITION = "job-definition";

  /** The tag that says when it was registered; no part of the content. */
  static final String REGISTERED = "stride-registered";

  /** The service's own attempts, which serve the loss of hosts alone. */
  private static final int ATTEMPTS = 10;

  private static final String COMMAND = "Ref::task";

  private final BatchClients clients;
  private final BatchSettings settings;
  private final Map<String, String> environment;
  private final Map<Content, CompletableFuture<String>> known = new ConcurrentHashMap<>();

  /**
   * @param environment what containers need to find the store
   */
  JobDefinitions(BatchClients clients, BatchSettings settings, Map<String, String> environment) {
    this.clients = clients;
    this.settings = settings;
    this.environment = new TreeMap<>(environment);
    this.environment.putAll(settings.environment());
  }

  /** In what definitions of one process differ. */
  private record Content(String image, RawJson json) {}

  /** The ARN of the definition for that image, found or registered. Only equal ones wait. */
  String of(String image, RawJson json) {
    Content content = new Content(image, json);
    CompletableFuture<String> mine = new CompletableFuture<>();
    CompletableFuture<String> first = known.putIfAbsent(content, mine);
    if (first != null) {
      return joined(first);
    }
    try {
      mine.complete(findOrRegister(content));
    } catch (RuntimeException | Error e) {
      known.remove(content);
      mine.completeExceptionally(e);
    }
    return joined(mine);
  }

  private static String joined(CompletableFuture<String> found) {
    try {
      return found.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private String findOrRegister(Content content) {
    RegisterJobDefinitionRequest.Builder wanted = definition(content);
    String name = PREFIX + Digests.of(List.of(wanted.build().toString())).substring(0, 32);
    wanted.tags(Map.of(KIND, DEFINITION, REGISTERED, Instant.now().toString()));
    try {
      return clients
          .reads()
          .describeJobDefinitionsPaginator(ask -> ask.jobDefinitionName(name).status("ACTIVE"))
          .jobDefinitions()
          .stream()
          .min(Comparator.comparing(JobDefinition::revision))
          .map(JobDefinition::jobDefinitionArn)
          .orElseGet(
              () ->
                  clients
                      .reads()
                      .registerJobDefinition(wanted.jobDefinitionName(name).build())
                      .jobDefinitionArn());
    } catch (RuntimeException e) {
      throw ServiceFailures.failure(
          BatchBackend.NAME, "register job definition for image '" + content.image() + "'", e);
    }
  }

  private RegisterJobDefinitionRequest.Builder definition(Content content) {
    boolean isFargate = settings.platform() == BatchSettings.Platform.FARGATE;
    ContainerProperties.Builder container =
        ContainerProperties.builder()
            .image(content.image())
            .command(COMMAND)
            .environment(variables())
            .resourceRequirements(
                requirement(ResourceType.VCPU, 1), requirement(ResourceType.MEMORY, 2048));
    settings.jobRole().ifPresent(container::jobRoleArn);
    settings.executionRole().ifPresent(container::executionRoleArn);
    if (isFargate) {
      container.networkConfiguration(
          NetworkConfiguration.builder().assignPublicIp("ENABLED").build());
    }
    content.json().setOn(container);
    return RegisterJobDefinitionRequest.builder()
        .type(JobDefinitionType.CONTAINER)
        .platformCapabilities(isFargate ? PlatformCapability.FARGATE : PlatformCapability.EC2)
        .parameters(Map.of("task", "none"))
        .retryStrategy(hostsOnly())
        .propagateTags(true)
        .tags(Map.of(KIND, DEFINITION))
        .containerProperties(container.build());
  }

  private List<KeyValuePair> variables() {
    List<KeyValuePair> variables = new ArrayList<>();
    environment.forEach(
        (name, value) -> variables.add(KeyValuePair.builder().name(name).value(value).build()));
    return variables;
  }

  static ResourceRequirement requirement(ResourceType type, long amount) {
    return ResourceRequirement.builder().type(type).value(String.valueOf(amount)).build();
  }

  /** What matches no rule would be tried again: the last one ends everything else. */
  private static RetryStrategy hostsOnly() {
    List<EvaluateOnExit> rules = new ArrayList<>();
    for (String reason : List.of("Host EC2*", "Your Spot Task was interrupted*")) {
      rules.add(EvaluateOnExit.builder().onStatusReason(reason).action(RetryAction.RETRY).build());
    }
    for (String reason : List.of("DockerTimeoutError*", "CgroupError*")) {
      rules.add(EvaluateOnExit.builder().onReason(reason).action(RetryAction.RETRY).build());
    }
    rules.add(EvaluateOnExit.builder().onStatusReason("*").action(RetryAction.EXIT).build());
    return RetryStrategy.builder().attempts(ATTEMPTS).evaluateOnExit(rules).build();
  }
}
