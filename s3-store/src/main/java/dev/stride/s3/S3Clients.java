// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The client of one store, and the threads on which it moves parts. The SDK owns all retries;
 * nobody above repeats a call, save to find out what has become of a commit. Thread-safe.
 */
record S3Clients(S3Client client, ExecutorService threads) implements AutoCloseable {
  private static final int ATTEMPTS = 5;
  private static final int PARTS_AT_ONCE = 4;

  /** Of one attempt of a call, whose body is a part at most. */
  private static final Duration ATTEMPT = Duration.ofSeconds(60);

  private static final Duration CALL = Duration.ofMinutes(5);

  static S3Clients of(S3Settings settings) {
    S3ClientBuilder builder =
        S3Client.builder()
            .forcePathStyle(settings.isPathStyle())
            .httpClientBuilder(http())
            .overrideConfiguration(S3Clients::configure);
    settings.endpoint().ifPresent(builder::endpointOverride);
    settings.region().map(Region::of).ifPresent(builder::region);
    return new S3Clients(
        builder.build(), Executors.newFixedThreadPool(PARTS_AT_ONCE, S3Clients::daemon));
  }

  /** The JDK's own HTTP (ADR 0020). */
  static UrlConnectionHttpClient.Builder http() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(5))
        .socketTimeout(Duration.ofSeconds(20));
  }

  private static void configure(ClientOverrideConfiguration.Builder configuration) {
    RetryStrategy strategy =
        AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build();
    configuration
        .retryStrategy(strategy)
        .apiCallAttemptTimeout(ATTEMPT)
        .apiCallTimeout(CALL)
        .addExecutionInterceptor(new BodyAtOnce());
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "stride-s3");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Sends a body without asking whether it would be taken: it is short, or a part, and asking is a
   * round trip more.
   */
  private static final class BodyAtOnce implements ExecutionInterceptor {
    @Override
    public SdkHttpRequest modifyHttpRequest(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      return context.httpRequest().toBuilder().removeHeader("Expect").build();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.close();
  }
}
