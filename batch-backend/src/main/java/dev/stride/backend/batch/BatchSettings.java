// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.MemorySize;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How jobs are submitted.
 *
 * @param queue the job queue's name or ARN, for steps that name none
 * @param image the container image, for steps that name none
 * @param jobRole the ARN of the role that a step's code has
 * @param executionRole the ARN of the role that pulls the image and writes the log
 * @param platform where the queue's jobs run
 * @param memory what a job gets whose step asks for no memory
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
          "environment",
          "region",
          "endpoint");

  private static final String DEFAULT_MEMORY = "2GiB";
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

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
   * @throws StrideException of kind {@code CONFIGURATION} for an invalid value
   */
  static BatchSettings of(Map<String, String> settings) {
    Optional<String> endpoint = text(settings, "endpoint");
    return new BatchSettings(
        text(settings, "queue"),
        text(settings, "image"),
        text(settings, "job-role"),
        text(settings, "execution-role"),
        platform(settings.getOrDefault("platform", "ec2")),
        memory(settings.getOrDefault("memory", DEFAULT_MEMORY)),
        environment(settings.getOrDefault("environment", "")),
        text(settings, "region"),
        endpoint.map(BatchSettings::uri));
  }

  private static Optional<String> text(Map<String, String> settings, String key) {
    return Optional.ofNullable(settings.get(key))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static Platform platform(String text) {
    return switch (text) {
      case "ec2" -> Platform.EC2;
      case "fargate" -> Platform.FARGATE;
      default -> throw invalid("platform", text, "ec2 or fargate");
    };
  }

  private static MemorySize memory(String text) {
    try {
      return MemorySize.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid("memory", text, "a size such as 2GiB");
    }
  }

  private static Map<String, String> environment(String text) {
    Map<String, String> environment = new TreeMap<>();
    Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(pair -> !pair.isEmpty())
        .forEach(
            pair -> {
              int mark = pair.indexOf('=');
              if (mark < 1 || !pair.substring(0, mark).matches(NAME)) {
                throw invalid("environment", pair, "NAME=VALUE, separated by commas");
              }
              environment.put(pair.substring(0, mark), pair.substring(mark + 1));
            });
    return environment;
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null && text.matches("https?://.*")) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw invalid("endpoint", text, "a URL such as http://127.0.0.1:5000");
    }
    throw invalid("endpoint", text, "a URL such as http://127.0.0.1:5000");
  }

  private static StrideException invalid(String key, String text, String must) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Invalid stride.batch." + key + ": '" + text + "' (must be " + must + ")");
  }
}
