// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.spi.AttemptTerms;
import dev.stride.api.spi.ProcessEnded;
import dev.stride.api.spi.RemoteFailure;
import dev.stride.api.spi.RemoteStep;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.api.spi.StoreAddress;
import dev.stride.backend.batch.lambda.ScriptedLambda.Reply;
import dev.stride.backend.batch.service.Backoff;
import dev.stride.backend.batch.service.ServiceSettings;
import dev.stride.testing.store.MemoryObjects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of Lambda, and what becomes of its answers. */
class LambdaBackendTest {
  /** Of all tests: the code of functions is large, and brought once. */
  private static final MemoryObjects OBJECTS = MemoryObjects.create();

  private static final Path POLICY = Path.of("../docs/aws/lambda-policy.json");
  private static final Duration SHORT = Duration.ofMinutes(1);
  private static int runs;

  private final String run = "20261127-" + ++runs;
  private ScriptedLambda service;
  private LambdaBackend backend;

  @BeforeAll
  static void giveCredentials() {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
  }

  @BeforeEach
  void start() throws IOException {
    service = new ScriptedLambda(OBJECTS);
    backend = open(Map.of());
  }

  @AfterEach
  void stop() {
    backend.close();
    service.close();
  }

  private LambdaBackend open(Map<String, String> more) {
    return open(more, new Backoff(1, 10));
  }

  private LambdaBackend open(Map<String, String> more, Backoff backoff) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("endpoint", service.uri().toString());
    settings.putIfAbsent("role", "arn:aws:iam::123456789012:role/stride");
    return LambdaBackend.open(
        LambdaSettings.of(settings),
        new StoreAddress("s3://bucket/team", Map.of()),
        OBJECTS.seenBy("backend"),
        backoff);
  }

  private StepTask.Call call(int slot, String element, Optional<Duration> limit) {
    RemoteStep step =
        new RemoteStep(
            "com.acme.Flow",
            "",
            Map.of(),
            "fit",
            List.of(new RemoteStep.Argument.Element()),
            RemoteStep.Secrets.none());
    return new StepTask.Call(
        "fit " + slot,
        step,
        Optional.of(element.getBytes(UTF_8)),
        ResourceRequest.none(),
        new AttemptTerms(
            "runs/" + run + "/t/fit/a/" + slot + "-1",
            "fit" + slot,
            List.of(),
            limit,
            Optional.empty()),
        (bytes, offset, length) -> {});
  }

  private List<StepAttempt> start(int slots, Optional<Duration> limit) {
    return IntStream.range(0, slots)
        .mapToObj(slot -> backend.start(call(slot, String.valueOf(slot), limit)))
        .toList();
  }

  private static String result(StepAttempt attempt) throws Exception {
    return new String((byte[]) attempt.completion().toCompletableFuture().get(), UTF_8);
  }

  private Throwable failure(Reply reply) {
    service.replies(reply);
    StepAttempt attempt = start(1, Optional.of(SHORT)).get(0);
    Throwable thrown = catchThrowable(() -> attempt.completion().toCompletableFuture().get());
    return thrown instanceof ExecutionException wrapped ? wrapped.getCause() : thrown;
  }

  @Test
  void callsOneFunctionOncePerSlot() throws Exception {
    List<StepAttempt> attempts = start(200, Optional.of(SHORT));
    for (int slot = 0; slot < attempts.size(); slot++) {
      assertThat(result(attempts.get(slot))).isEqualTo(String.valueOf(slot));
    }
    assertThat(service.calls()).isEqualTo(200);
    assertThat(service.functions()).hasSize(1);
    assertThat(service.types()).containsOnly("RequestResponse");
  }

  @Test
  void waitsForNoAnswerOfCallsThatMayBeLong() throws Exception {
    assertThat(result(start(1, Optional.empty()).get(0))).isEqualTo("0");
    assertThat(service.types()).containsOnly("Event");
  }

  @Test
  void givesAPointerHoweverLargeTheInputIs() throws Exception {
    String large = "\"" + "x".repeat(7_000_000) + "\"";
    StepAttempt attempt = backend.start(call(0, large, Optional.of(SHORT)));
    assertThat(result(attempt)).isEqualTo(large);
    assertThat(service.longestPayload()).isLessThan(1_000);
  }

  @Test
  void chargesNoAttemptForNineThrottlesOfTen() throws Exception {
    service.replies(number -> number % 10 == 9 ? Reply.RUN : Reply.THROTTLE);
    for (StepAttempt attempt : start(20, Optional.of(SHORT))) {
      result(attempt);
    }
    assertThat(service.calls()).isEqualTo(200);
    assertThat(service.slots()).isEqualTo(20);
  }

  @Test
  void findsTheResultOfACallWhoseAnswerWasLost() throws Exception {
    service.replies(Reply.LOSE);
    assertThat(result(start(1, Optional.of(SHORT)).get(0))).isEqualTo("0");
    assertThat(service.calls()).isEqualTo(1);
  }

  @Test
  void keepsTheRemoteStackOfAFunctionThatFailsWithoutAResult() {
    Throwable thrown = failure(Reply.ERROR);
    assertThat(thrown)
        .isInstanceOf(RemoteFailure.class)
        .hasToString("java.io.IOException: no disk");
    assertThat(thrown.getStackTrace()[0]).hasToString("dev.acme.Disk.write(Disk.java:17)");
  }

  @Test
  void tellsThatTheServiceHasEndedACall() {
    assertThat(failure(Reply.TIME_OUT))
        .isInstanceOfSatisfying(
            StrideException.class,
            e -> assertThat(e.failureClass()).isEqualTo(FailureClass.TIMEOUT))
        .hasMessageContaining("Lambda ended it after 120.00 s");
  }

  @Test
  void tellsThatTheMemoryRanOut() {
    assertThat(failure(Reply.MEMORY))
        .isInstanceOfSatisfying(
            ProcessEnded.class, ended -> assertThat(ended.hasMemoryWitness()).isTrue());
  }

  @Test
  void makesFunctionsAsTheSettingsSay() throws Exception {
    backend.close();
    backend = open(Map.of("snap-start", "true", "memory", "3GiB", "environment", "MODE=fast"));
    result(start(1, Optional.of(SHORT)).get(0));
    JsonNode function = service.functions().get(0);
    assertThat(function.path("SnapStart").path("ApplyOn").asText()).isEqualTo("PublishedVersions");
    assertThat(function.path("MemorySize").asInt()).isEqualTo(3_072);
    assertThat(function.path("Timeout").asInt()).isEqualTo(120);
    assertThat(function.path("Environment").path("Variables").path("MODE").asText())
        .isEqualTo("fast");
    assertThat(function.path("Code").path("S3Key").asText()).startsWith("code/functions/");
  }

  @Test
  void needsTheRightsThatTheDocumentsGive() throws Exception {
    result(start(1, Optional.of(SHORT)).get(0));
    List<String> actions = new ArrayList<>();
    JsonNode policy = new ObjectMapper().readTree(POLICY.toFile());
    policy
        .path("Statement")
        .forEach(
            statement -> statement.path("Action").forEach(action -> actions.add(action.asText())));
    List<String> needed = new ArrayList<>(List.of("iam:PassRole", "lambda:TagResource"));
    service.asked().forEach(operation -> needed.add("lambda:" + operation));
    assertThat(actions).containsExactlyInAnyOrderElementsOf(needed);
  }

  @Test
  void callsNothingAfterItIsClosed() {
    service.replies(number -> Reply.THROTTLE);
    List<StepAttempt> attempts = start(5, Optional.of(SHORT));
    backend.close();
    int calls = service.calls();
    for (StepAttempt attempt : attempts) {
      assertThat(attempt.completion().toCompletableFuture()).isCompletedExceptionally();
    }
    assertThat(catchThrowable(() -> result(start(1, Optional.of(SHORT)).get(0))))
        .isInstanceOf(CancellationException.class);
    assertThat(service.calls()).isEqualTo(calls);
  }

  @Test
  void endsAnAttemptWhoseCallIsThrottledWhileItCloses() throws Exception {
    backend.close();
    backend = open(Map.of(), new Backoff(3_600_000, 3_600_000));
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch come = service.holdUntil(end);
    service.replies(number -> Reply.THROTTLE);
    StepAttempt attempt = start(1, Optional.of(SHORT)).get(0);
    come.await();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(backend::close);
    while (!start(1, Optional.of(SHORT)).get(0).completion().toCompletableFuture().isDone()) {
      Thread.onSpinWait();
    }
    end.countDown();
    closing.join();
    assertThat(attempt.completion().toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void isWhereTheStoreIsUnlessItIsToldOtherwise() {
    Map<String, String> found = Map.of("region", "eu-central-1");
    assertThat(ServiceSettings.near(new StoreAddress("s3://bucket/team", found), Map.of()))
        .containsEntry("region", "eu-central-1");
    assertThat(
            ServiceSettings.near(
                new StoreAddress("s3://bucket/team", found), Map.of("region", "us-east-1")))
        .containsEntry("region", "us-east-1");
  }

  @Test
  void saysWhichSettingIsInvalid() {
    assertThatThrownBy(() -> open(Map.of("storage", "1")))
        .hasMessage("Invalid stride.lambda.storage: '1' (must be a number from 512 to 10240)");
    assertThatThrownBy(() -> open(Map.of("snap-start", "yes")))
        .hasMessage("Invalid stride.lambda.snap-start: 'yes' (must be true or false)");
  }
}
