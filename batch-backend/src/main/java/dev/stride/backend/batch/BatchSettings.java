// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.MemorySize;
import dev.stride.backend.batch.service.ServiceSettings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How jobs are submitted.
 *
 * @param queue the job queue's name or ARN, for steps that name none
 * @param image the container image, for steps that name none
 * @param jobRole the ARN of the role that a step's code has
 * @param executionRole the ARN of the role that pulls the image and writes the log
 * @param platform where the queue's jobs run
 * @param memory what a job gets whose step asks for no memory
 * @param slotsPerJob how many slots one container runs, for steps that do not say
 * @param json what has no option, for steps that do not say
 * @param environment what containers have in their environment besides
 * @param region where the queue is; without one the SDK looks for it
 * @param endpoint another service than Amazon's
 */
record BatchSettings(
    Optional<String> queue,
    Optional<String> image,
    Optional<String> jobRole,
    Optional<String> executionRole,
    Platform platform,
    MemorySize memory,
    int slotsPerJob,
    RawJson json,
    Map<String, String> environment,
    Optional<String> region,
    Optional<URI> endpoint) {
  static final Set<String> KEYS =
      Set.of(
          "queue",
          "image",
          "job-role",
          "execution-role",
          "platform",
          "memory",
          "slots-per-job",
          "json",
          "environment",
          "region",
          "endpoint");

  private static final String DEFAULT_MEMORY = "2GiB";

  BatchSettings {
    environment = Map.copyOf(environment);
  }

  /** What the queue's machines are. */
  enum Platform {
    EC2,
    FARGATE
  }

  /**
   * Reads settings without {@code stride.batch.}.
   *
   * @throws dev.stride.api.failure.StrideException of kind {@code CONFIGURATION} for an invalid
   *     value
   */
  static BatchSettings of(Map<String, String> settings) {
    ServiceSettings read = new ServiceSettings(BatchBackend.NAME, settings);
    return new BatchSettings(
        read.text("queue"),
        read.text("image"),
        read.text("job-role"),
        read.text("execution-role"),
        platform(read),
        read.memory("memory", DEFAULT_MEMORY),
        read.number("slots-per-job", 1, 1, 10_000),
        RawJson.parse("stride.batch.json", read.text("json")),
        read.environment("environment"),
        read.text("region"),
        read.endpoint());
  }

  /** Whether anybody has said where jobs go. */
  boolean isSetUp() {
    return queue.isPresent() || image.isPresent();
  }

  private static Platform platform(ServiceSettings settings) {
    String text = settings.text("platform").orElse("ec2");
    return switch (text) {
      case "ec2" -> Platform.EC2;
      case "fargate" -> Platform.FARGATE;
      default -> throw settings.invalid("platform", text, "ec2 or fargate");
    };
  }
}
