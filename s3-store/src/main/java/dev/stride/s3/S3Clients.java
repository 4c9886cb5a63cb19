// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/**
 * The clients of one store: a plain one, and one for large objects that starts when the first of
 * them comes. The SDK owns all retries; nobody above repeats a call, save to find out what has
 * become of a commit. Thread-safe.
 */
final class S3Clients implements AutoCloseable {
  private static final int ATTEMPTS = 5;
  private static final int CONNECTIONS = 64;
  private static final long PART_BYTES = 16L << 20;

  /** Of one attempt of a call with a small body. */
  private static final Duration ATTEMPT = Duration.ofSeconds(20);

  private static final Duration CALL = Duration.ofSeconds(90);

  private final S3Settings settings;
  private final S3Client plain;
  private @Nullable Transfers transfers;

  private record Transfers(S3AsyncClient client, S3TransferManager manager) {}

  private S3Clients(S3Settings settings) {
    this.settings = settings;
    this.plain =
        configured(S3Client.builder(), settings)
            .httpClientBuilder(
                ApacheHttpClient.builder()
                    .maxConnections(CONNECTIONS)
                    .connectionTimeout(Duration.ofSeconds(5))
                    .tcpKeepAlive(true))
            .overrideConfiguration(
                retrying().apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL).build())
            .build();
  }

  static S3Clients of(S3Settings settings) {
    return new S3Clients(settings);
  }

  private static <B extends S3BaseClientBuilder<B, ?>> B configured(
      B builder, S3Settings settings) {
    settings.endpoint().ifPresent(builder::endpointOverride);
    settings.region().map(Region::of).ifPresent(builder::region);
    return builder.forcePathStyle(settings.isPathStyle());
  }

  private static ClientOverrideConfiguration.Builder retrying() {
    RetryStrategy strategy =
        AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build();
    return ClientOverrideConfiguration.builder()
        .retryStrategy(strategy)
        .addExecutionInterceptor(new BodyAtOnce());
  }

  /**
   * Sends a body without asking whether it would be taken: it is short, or a part, and asking is a
   * round trip more. Some services answer the question in a way that the SDK does not understand.
   */
  private static final class BodyAtOnce implements ExecutionInterceptor {
    @Override
    public SdkHttpRequest modifyHttpRequest(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      return context.httpRequest().toBuilder().removeHeader("Expect").build();
    }
  }

  S3Client plain() {
    return plain;
  }

  /** For objects in parts; what fails in the middle is taken back. */
  synchronized S3TransferManager transfers() {
    Transfers open = transfers;
    if (open == null) {
      S3AsyncClient client =
          configured(S3AsyncClient.builder(), settings)
              .multipartEnabled(true)
              .multipartConfiguration(
                  parts -> parts.minimumPartSizeInBytes(PART_BYTES).thresholdInBytes(PART_BYTES))
              .overrideConfiguration(retrying().build())
              .build();
      open = new Transfers(client, S3TransferManager.builder().s3Client(client).build());
      transfers = open;
    }
    return open.manager();
  }

  @Override
  public synchronized void close() {
    plain.close();
    Transfers open = transfers;
    if (open != null) {
      open.manager().close();
      open.client().close();
    }
  }
}
