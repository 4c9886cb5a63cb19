// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stride.api.spi.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code stride doctor} says of queues. */
class BatchDiagnosisTest {
  private static final String EC2 = environment("MANAGED", "EC2", "ENABLED", "VALID");

  private final Map<String, String> answers = new HashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String answer = answers.getOrDefault(exchange.getRequestURI().getPath(), "");
            byte[] body = (answer.isEmpty() ? DENIED : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.isEmpty() ? 403 : 200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  private static final String DENIED =
      "{\"__type\": \"AccessDeniedException\", \"message\": \"no right to look\"}";

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void queue(String state, String status) {
    answers.put(
        "/v1/describejobqueues",
        """
        {"jobQueues": [{"jobQueueName": "heavy", "state": "%s", "status": "%s",
          "statusReason": "its role is gone",
          "computeEnvironmentOrder": [{"order": 1, "computeEnvironment": "machines"}]}]}
        """
            .formatted(state, status));
  }

  private static String environment(String type, String resources, String state, String status) {
    return """
        {"computeEnvironments": [{"computeEnvironmentName": "machines", "type": "%s",
          "state": "%s", "status": "%s", "statusReason": "no subnet",
          "computeResources": {"type": "%s", "maxvCpus": 16, "subnets": []}}]}
        """
        .formatted(type, state, status, resources);
  }

  private List<String> found(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("endpoint", "http://127.0.0.1:" + server.getAddress().getPort());
    settings.putIfAbsent("queue", "heavy");
    settings.putIfAbsent("image", "stride:1");
    settings.putIfAbsent("job-role", "arn:aws:iam::123456789012:role/stride");
    return BatchDiagnosis.of(BatchSettings.of(settings)).stream()
        .filter(finding -> finding.verdict() != Finding.Verdict.GOOD)
        .map(finding -> finding.subject() + ": " + finding.text())
        .toList();
  }

  @Test
  void findsNothingWrongWhereNothingIs() {
    queue("ENABLED", "VALID");
    answers.put("/v1/describecomputeenvironments", EC2);
    assertThat(found(Map.of())).isEmpty();
  }

  @Test
  void tellsThatAQueueIsMissingDisabledOrInvalid() {
    answers.put("/v1/describecomputeenvironments", EC2);
    answers.put("/v1/describejobqueues", "{\"jobQueues\": []}");
    assertThat(found(Map.of()))
        .containsExactly(
            "queue heavy: there is no such queue (make it, or set stride.batch.queue)");
    queue("DISABLED", "VALID");
    assertThat(found(Map.of()))
        .containsExactly(
            "queue heavy: is disabled (aws batch update-job-queue --state ENABLED --job-queue"
                + " heavy)");
    queue("ENABLED", "INVALID");
    assertThat(found(Map.of()))
        .containsExactly("queue heavy: is INVALID: its role is gone (mend it in AWS Batch)");
  }

  @Test
  void tellsThatAnEnvironmentIsBrokenOrOfAnotherPlatform() {
    queue("ENABLED", "VALID");
    answers.put(
        "/v1/describecomputeenvironments", environment("MANAGED", "EC2", "ENABLED", "INVALID"));
    assertThat(found(Map.of()))
        .containsExactly(
            "environment machines: is ENABLED and INVALID: no subnet (mend it in AWS Batch)");
    answers.put(
        "/v1/describecomputeenvironments",
        environment("MANAGED", "FARGATE_SPOT", "ENABLED", "VALID"));
    assertThat(found(Map.of()))
        .containsExactly(
            "environment machines: is of type FARGATE_SPOT (set stride.batch.platform to fargate,"
                + " or choose another queue)");
    assertThat(found(Map.of("platform", "fargate")))
        .containsExactly(
            "environment machines: is of type FARGATE_SPOT, which needs a role to pull the image"
                + " (set stride.batch.execution-role)");
  }

  @Test
  void tellsThatItHasNoRightToLook() {
    assertThat(found(Map.of()))
        .containsExactly(
            "queue heavy: Cannot look at queue 'heavy': AccessDeniedException: no right to look"
                + " (check stride.batch.* and the rights of your role)");
  }
}
