// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.batch.model.ContainerProperties;
import software.amazon.awssdk.services.batch.model.SubmitJobRequest;

/**
 * What Stride has no option for, in the service's own words: members of its type {@code
 * ContainerProperties} in {@code container}, members of a {@code SubmitJob} request in {@code
 * submit}. Checked against the SDK before anything is submitted.
 *
 * @param container members of the definition's container
 * @param submit members of the request
 */
record RawJson(JsonNode container, JsonNode submit) {
  private static final Set<String> OF_CONTAINER =
      Set.of(
          "image",
          "command",
          "vcpus",
          "memory",
          "resourceRequirements",
          "environment",
          "jobRoleArn",
          "executionRoleArn");

  private static final Set<String> OF_SUBMIT =
      Set.of(
          "jobName",
          "jobQueue",
          "jobDefinition",
          "parameters",
          "arrayProperties",
          "dependsOn",
          "containerOverrides",
          "nodeOverrides",
          "ecsPropertiesOverride",
          "eksPropertiesOverride",
          "retryStrategy",
          "propagateTags",
          "timeout",
          "tags");

  private static final RawJson NONE =
      new RawJson(JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.objectNode());

  /**
   * Reads it.
   *
   * @param where it stands, for messages
   * @throws StrideException of class {@code CONFIGURATION} if it is invalid
   */
  static RawJson parse(String where, Optional<String> text) {
    if (text.isEmpty()) {
      return NONE;
    }
    try {
      RawJson read = read(new ObjectMapper().readTree(text.get()));
      read.setOn(ContainerProperties.builder());
      read.setOn(SubmitJobRequest.builder());
      return read;
    } catch (JsonProcessingException e) {
      throw invalid(where, "it is no JSON: " + e.getOriginalMessage() + " (mend it)", e);
    } catch (IllegalArgumentException e) {
      throw invalid(where, String.valueOf(e.getMessage()), e);
    }
  }

  private static StrideException invalid(String where, String reason, Exception cause) {
    return new StrideException(
        FailureClass.CONFIGURATION, "Cannot use " + where + ": " + reason, cause);
  }

  private static RawJson read(JsonNode json) {
    if (!(json instanceof ObjectNode)) {
      throw new IllegalArgumentException("it is no object (write { … })");
    }
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!Set.of("container", "submit").contains(name)) {
                throw new IllegalArgumentException(
                    "'" + name + "' is unknown (it may have container and submit)");
              }
            });
    return new RawJson(
        json.has("container") ? json.get("container") : NONE.container,
        json.has("submit") ? json.get("submit") : NONE.submit);
  }

  void setOn(ContainerProperties.Builder builder) {
    RawMembers.set((SdkPojo) builder, container, "container", OF_CONTAINER);
  }

  void setOn(SubmitJobRequest.Builder builder) {
    RawMembers.set((SdkPojo) builder, submit, "submit", OF_SUBMIT);
  }
}
