// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * S3, Batch, CloudWatch Logs and Lambda on this machine: moto, whose jobs are real containers, and
 * functions under Amazon's emulator. It has a bucket and a queue.
 */
public final class LocalCloud implements AutoCloseable {
  /** What the image that jobs run is called. */
  public static final String IMAGE = "localhost/stride:local";

  private static final String REGION = "eu-central-1";
  private static final String CREDENTIALS = "AWS_ACCESS_KEY_ID=test,AWS_SECRET_ACCESS_KEY=test";
  private static final String QUEUE = "stride-local";
  private static final int CALLS_AT_ONCE = 8;
  private static final List<String> STATES =
      List.of("SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED", "FAILED");

  private static final Pattern ARN =
      Pattern.compile("\"computeEnvironmentArn\"\\s*:\\s*\"([^\"]+)\"|<Arn>([^<]+)</Arn>");

  private final ContainerEngine engine;
  private final LocalBucket bucket;
  private final LocalLambda lambda;

  private LocalCloud(ContainerEngine engine, LocalBucket bucket, LocalLambda lambda) {
    this.engine = engine;
    this.bucket = bucket;
    this.lambda = lambda;
  }

  /**
   * Starts it.
   *
   * @param image a file with {@link #IMAGE}
   */
  public static LocalCloud start(Path image) {
    ContainerEngine engine = ContainerEngine.start();
    engine.load(image);
    Map<String, String> environment = new HashMap<>(engine.forClients());
    environment.put("MOTO_DOCKER_NETWORK_MODE", "host");
    LocalBucket bucket = LocalBucket.start(environment);
    LocalCloud cloud =
        new LocalCloud(engine, bucket, LocalLambda.start(engine, bucket, CALLS_AT_ONCE));
    cloud.makeQueue();
    return cloud;
  }

  private void makeQueue() {
    String role =
        arn(
            post(
                "/",
                "iam",
                "application/x-www-form-urlencoded",
                "Action=CreateRole&Version=2010-05-08&RoleName=batch&AssumeRolePolicyDocument={}"));
    String environment =
        arn(
            batch(
                "createcomputeenvironment",
                """
                {"computeEnvironmentName": "local-machine", "type": "UNMANAGED",
                 "state": "ENABLED", "serviceRole": "%s"}
                """
                    .formatted(role)));
    batch(
        "createjobqueue",
        """
        {"jobQueueName": "%s", "state": "ENABLED", "priority": 1,
         "computeEnvironmentOrder": [{"order": 1, "computeEnvironment": "%s"}]}
        """
            .formatted(QUEUE, environment));
  }

  /** Calls an operation of Batch; tells the JSON that it answers. */
  public String batch(String operation, String json) {
    return post("/v1/" + operation, "batch", "application/json", json);
  }

  private String post(String path, String service, String type, String body) {
    String scope = "Credential=test/20260101/" + REGION + "/" + service + "/aws4_request";
    HttpRequest post =
        HttpRequest.newBuilder(bucket.endpoint().resolve(path))
            .header("Authorization", "AWS4-HMAC-SHA256 " + scope)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("Cannot call " + path + ": " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String arn(String answer) {
    Matcher found = ARN.matcher(answer);
    if (!found.find()) {
      throw new IllegalStateException("Cannot find ARN: " + answer);
    }
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  /** All jobs of the queue, whatever their state, as JSON. */
  public String jobs() {
    StringBuilder jobs = new StringBuilder();
    for (String state : STATES) {
      jobs.append(
          batch("listjobs", "{\"jobQueue\": \"" + QUEUE + "\", \"jobStatus\": \"" + state + "\"}"));
    }
    return jobs.toString();
  }

  /** What Stride must be told to find it. */
  public Map<String, String> settings() {
    return settings(bucket.endpoint());
  }

  /** The same, with another way to Batch. */
  public Map<String, String> settings(URI batch) {
    Map<String, String> settings = new HashMap<>(bucket.settings());
    settings.put("stride.store", bucket.location() + "/store");
    settings.put("stride.batch.endpoint", batch.toString());
    settings.put("stride.batch.region", REGION);
    settings.put("stride.batch.queue", QUEUE);
    settings.put("stride.batch.image", IMAGE);
    settings.put("stride.batch.environment", CREDENTIALS);
    settings.put("stride.lambda.endpoint", lambda.endpoint().toString());
    settings.put("stride.lambda.region", REGION);
    settings.put("stride.lambda.role", "arn:aws:iam::123456789012:role/stride");
    settings.put("stride.lambda.environment", CREDENTIALS);
    return settings;
  }

  /** Where all services are. */
  public URI endpoint() {
    return bucket.endpoint();
  }

  /** The engine that runs the jobs. */
  public ContainerEngine engine() {
    return engine;
  }

  /** Its functions. */
  public LocalLambda lambda() {
    return lambda;
  }

  @Override
  public void close() {
    lambda.close();
    bucket.close();
    engine.close();
  }
}
