// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/**
 * A bucket of an S3 on this machine. Starting it puts credentials that nobody checks where the AWS
 * SDK looks for them in this process.
 */
public final class LocalBucket implements AutoCloseable {
  private static final String REGION = "eu-central-1";
  private static final String NAME = "stride-local";

  private final MotoServer server;

  private LocalBucket(MotoServer server) {
    this.server = server;
  }

  /** Starts a server and makes the bucket. */
  public static LocalBucket start() {
    return start(Map.of());
  }

  /**
   * The same.
   *
   * @param environment what the server has in its environment besides
   */
  static LocalBucket start(Map<String, String> environment) {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    LocalBucket bucket = new LocalBucket(MotoServer.start(environment));
    bucket.make();
    return bucket;
  }

  private void make() {
    String body =
        "<CreateBucketConfiguration><LocationConstraint>"
            + REGION
            + "</LocationConstraint></CreateBucketConfiguration>";
    HttpRequest put =
        HttpRequest.newBuilder(server.uri().resolve("/" + NAME))
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/" + REGION + "/s3/")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("Cannot make bucket: " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Reads an object. */
  InputStream read(String name, String key) throws IOException {
    HttpRequest get =
        HttpRequest.newBuilder(server.uri().resolve("/" + name + "/" + key))
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/" + REGION + "/s3/")
            .build();
    try {
      HttpResponse<InputStream> answer =
          HttpClient.newHttpClient().send(get, HttpResponse.BodyHandlers.ofInputStream());
      if (answer.statusCode() != 200) {
        throw new IOException("Cannot read " + key + ": status " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** {@code s3://BUCKET}. */
  public String location() {
    return "s3://" + NAME;
  }

  /** Where it is spoken to. */
  public URI endpoint() {
    return server.uri();
  }

  /** What Stride must be told to find it. */
  public Map<String, String> settings() {
    return Map.of("stride.s3.endpoint", endpoint().toString(), "stride.s3.region", REGION);
  }

  @Override
  public void close() {
    server.close();
  }
}
