// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.service;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Makes clients of one place, over the JDK's own HTTP (ADR 0020).
 *
 * @param service {@code batch}, as settings name it
 * @param endpoint another service than Amazon's
 * @param region where it is; without one the SDK looks for it
 */
public record ServiceClients(String service, Optional<URI> endpoint, Optional<String> region) {
  /** For calls that may be repeated. */
  public static final int ATTEMPTS = 4;

  private static final Duration CONNECTION = Duration.ofSeconds(5);
  private static final Duration SOCKET = Duration.ofSeconds(20);
  private static final String SOME_REGION = "us-east-1";

  /**
   * A client whose answers come soon.
   *
   * @param attempts how often a call is made at most
   * @throws dev.stride.api.failure.StrideException of class {@code CONFIGURATION} without a region
   */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, int attempts) {
    return client(builder, attempts, SOCKET);
  }

  /**
   * A client.
   *
   * @param attempts how often a call is made at most
   * @param silence how long an answer may take
   */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, int attempts, Duration silence) {
    builder
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECTION).socketTimeout(silence))
        .overrideConfiguration(
            configuration ->
                configuration.retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(attempts)
                        .build()));
    endpoint.ifPresent(builder::endpointOverride);
    region.or(() -> endpoint.map(other -> SOME_REGION)).map(Region::of).ifPresent(builder::region);
    try {
      return builder.build();
    } catch (SdkClientException e) {
      throw ServiceFailures.failure(service, "speak to " + service, e);
    }
  }
}
