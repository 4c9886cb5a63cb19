// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import dev.stride.api.MemorySize;
import dev.stride.backend.batch.service.ServiceSettings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How functions are made and called.
 *
 * @param role the ARN of the role that a step's code has
 * @param memory what a call gets whose step asks for no memory
 * @param storage the MiB of {@code /tmp}
 * @param concurrency how many calls are made at once
 * @param snapStart whether new environments begin from a snapshot of a started one
 * @param environment what functions have in their environment besides
 * @param region where they are; without one the SDK looks for it
 * @param endpoint another service than Amazon's
 */
record LambdaSettings(
    Optional<String> role,
    MemorySize memory,
    int storage,
    int concurrency,
    boolean snapStart,
    Map<String, String> environment,
    Optional<String> region,
    Optional<URI> endpoint) {
  static final Set<String> KEYS =
      Set.of(
          "role",
          "memory",
          "storage",
          "concurrency",
          "snap-start",
          "environment",
          "region",
          "endpoint");

  private static final String DEFAULT_MEMORY = "2GiB";
  private static final int LEAST_STORAGE = 512;
  private static final int MOST_STORAGE = 10_240;
  private static final int DEFAULT_CONCURRENCY = 100;
  private static final int MOST_CONCURRENCY = 10_000;

  LambdaSettings {
    environment = Map.copyOf(environment);
  }

  /**
   * Reads settings without {@code stride.lambda.}.
   *
   * @throws dev.stride.api.failure.StrideException of kind {@code CONFIGURATION} for an invalid
   *     value
   */
  static LambdaSettings of(Map<String, String> settings) {
    ServiceSettings read = new ServiceSettings(LambdaBackend.NAME, settings);
    return new LambdaSettings(
        read.text("role"),
        read.memory("memory", DEFAULT_MEMORY),
        read.number("storage", LEAST_STORAGE, LEAST_STORAGE, MOST_STORAGE),
        read.number("concurrency", DEFAULT_CONCURRENCY, 1, MOST_CONCURRENCY),
        read.bool("snap-start"),
        read.environment("environment"),
        read.text("region"),
        read.endpoint());
  }
}
