// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.spi.AttemptTerms;
import dev.stride.api.spi.Leftover;
import dev.stride.api.spi.ProcessEnded;
import dev.stride.api.spi.RemoteStep;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.api.spi.StoreAddress;
import dev.stride.backend.batch.ScriptedBatch.Fate;
import dev.stride.backend.batch.ScriptedBatch.Reply;
import dev.stride.testing.store.MemoryObjects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of the service, and what becomes of its answers. */
class BatchBackendTest {
  private static final Waits SHORT = new Waits(150, 1, 20, 5, 5, 50);

  private final MemoryObjects objects = MemoryObjects.create();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private String run = "20261127-1";
  private List<String> earlier = List.of();
  private ScriptedBatch service;
  private BatchBackend backend;

  @BeforeAll
  static void giveCredentials() {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
  }

  @BeforeEach
  void start() throws IOException {
    service = new ScriptedBatch(objects);
    backend = open(Map.of());
  }

  @AfterEach
  void stop() {
    backend.close();
    service.close();
  }

  private BatchBackend open(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("endpoint", service.uri().toString());
    settings.putIfAbsent("queue", "heavy");
    settings.putIfAbsent("image", "stride:1");
    return BatchBackend.open(
        BatchSettings.of(settings),
        new StoreAddress("s3://bucket/team", Map.of()),
        objects.seenBy("backend"),
        SHORT);
  }

  private static RemoteStep step(String name) {
    return new RemoteStep(
        "com.acme.Flow",
        "",
        Map.of(),
        name,
        List.of(new RemoteStep.Argument.Element()),
        RemoteStep.Secrets.none());
  }

  private StepTask.Call call(RemoteStep step, int slot) {
    return new StepTask.Call(
        step.step() + " " + slot,
        step,
        Optional.of(String.valueOf(slot).getBytes(UTF_8)),
        ResourceRequest.none(),
        new AttemptTerms(
            "runs/" + run + "/t/" + step.step() + "/a/" + slot + "-1",
            step.step() + slot,
            earlier,
            Optional.empty(),
            Optional.empty()),
        (bytes, offset, length) -> printed.write(bytes, offset, length));
  }

  private List<StepAttempt> start(RemoteStep step, int slots) {
    return IntStream.range(0, slots).mapToObj(slot -> backend.start(call(step, slot))).toList();
  }

  private static String result(StepAttempt attempt) throws Exception {
    return new String((byte[]) attempt.completion().toCompletableFuture().get(), UTF_8);
  }

  private static Throwable failure(StepAttempt attempt) {
    Throwable thrown = catchThrowable(() -> attempt.completion().toCompletableFuture().get());
    return thrown instanceof ExecutionException wrapped ? wrapped.getCause() : thrown;
  }

  private static void awaitEnd(List<StepAttempt> attempts) {
    CompletableFuture.allOf(
            attempts.stream()
                .map(attempt -> attempt.completion().toCompletableFuture().handle((v, t) -> 0))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  @Test
  void submitsTenThousandSlotsByOneCallAndAsksFewTimes() throws Exception {
    List<StepAttempt> attempts = start(step("fit"), 10_000);
    for (int slot = 0; slot < attempts.size(); slot++) {
      assertThat(result(attempts.get(slot))).isEqualTo(String.valueOf(slot));
    }
    assertThat(service.calls("submitjob")).isEqualTo(1);
    assertThat(service.calls("describejobs") + service.calls("listjobs")).isLessThanOrEqualTo(15);
    // One job per slot would be 10,000 submits and 10,000 questions.
    assertThat(service.allCalls()).isLessThanOrEqualTo(20);
    assertThat(service.longestRequest()).isLessThanOrEqualTo(8_192);
  }

  @Test
  void leavesNoSingleSlotOver() throws Exception {
    List<StepAttempt> attempts = start(step("fit"), 10_001);
    awaitEnd(attempts);
    assertThat(service.calls("submitjob")).isEqualTo(2);
    assertThat(result(attempts.get(10_000))).isEqualTo("10000");
  }

  @Test
  void packsSeveralSlotsIntoEachContainer() throws Exception {
    backend.close();
    backend = open(Map.of("slots-per-job", "4"));
    List<StepAttempt> attempts = start(step("fit"), 10);
    awaitEnd(attempts);
    for (int slot = 0; slot < 10; slot++) {
      assertThat(result(attempts.get(slot))).isEqualTo(String.valueOf(slot));
    }
    assertThat(service.calls("submitjob")).isEqualTo(1);
    assertThat(service.sizes()).containsExactly(3);
  }

  @Test
  void failsOnlyThoseOfAContainerThatHaveNoResult() throws Exception {
    backend.close();
    backend = open(Map.of("slots-per-job", "3"));
    service.fates(
        slot ->
            slot.label().endsWith("2")
                ? Fate.failing(137, "OutOfMemoryError: Container killed due to memory usage", "")
                : Fate.returning(slot.element().orElseThrow()));
    List<StepAttempt> attempts = start(step("fit"), 3);
    awaitEnd(attempts);
    assertThat(result(attempts.get(0))).isEqualTo("0");
    assertThat(result(attempts.get(1))).isEqualTo("1");
    assertThat(failure(attempts.get(2)))
        .isInstanceOfSatisfying(
            ProcessEnded.class, ended -> assertThat(ended.hasMemoryWitness()).isTrue());
  }

  @Test
  void submitsWhatHasNoOptionInTheServicesOwnWords() {
    backend.close();
    backend = open(Map.of("json", "{\"submit\": {\"shareIdentifier\": \"team\"}}"));
    awaitEnd(start(step("fit"), 1));
    assertThat(service.latest().path("shareIdentifier").asText()).isEqualTo("team");
  }

  @Test
  void submitsOneSlotAsAPlainJob() throws Exception {
    assertThat(result(start(step("fit"), 1).get(0))).isEqualTo("0");
    assertThat(service.names()).singleElement().asString().startsWith("stride-20261127-1-fit-");
  }

  @Test
  void findsItsDefinitionAgain() throws Exception {
    awaitEnd(start(step("one"), 2));
    backend.close();
    backend = open(Map.of());
    awaitEnd(start(step("two"), 2));
    assertThat(service.calls("registerjobdefinition")).isEqualTo(1);
  }

  @Test
  void saysWhenItsDefinitionWasRegisteredSoThatOldOnesAreCollected() {
    awaitEnd(start(step("one"), 2));

    assertThat(unused(Instant.now().minusSeconds(3600))).isEmpty();
    assertThat(unused(Instant.now().plusSeconds(1))).isEmpty();
    assertThat(service.calls("describejobqueues")).isEqualTo(1);
  }

  private List<Leftover> unused(Instant before) {
    Map<String, String> settings = Map.of("endpoint", service.uri().toString(), "queue", "heavy");
    return new UnusedDefinitions(BatchSettings.of(settings), before).collect(true);
  }

  @Test
  void submitsLaterWhatIsThrottledAndChargesNoAttempt() throws Exception {
    service.next(Collections.nCopies(9, Reply.THROTTLED).toArray(Reply[]::new));
    List<StepAttempt> attempts = start(step("fit"), 5);
    awaitEnd(attempts);
    assertThat(result(attempts.get(4))).isEqualTo("4");
    assertThat(service.calls("submitjob")).isEqualTo(10);
    assertThat(service.jobCount()).isEqualTo(1);
  }

  @Test
  void findsTheJobWhoseReplyWasLost() throws Exception {
    service.next(Reply.LOST);
    List<StepAttempt> attempts = start(step("fit"), 3);
    assertThat(result(attempts.get(2))).isEqualTo("2");
    assertThat(service.calls("submitjob")).isEqualTo(1);
    assertThat(service.jobCount()).isEqualTo(1);
  }

  @Test
  void submitsAgainWhatIsNowhereToBeFound() throws Exception {
    service.next(Reply.BROKEN);
    assertThat(result(start(step("fit"), 3).get(1))).isEqualTo("1");
    assertThat(service.calls("submitjob")).isEqualTo(2);
    assertThat(service.jobCount()).isEqualTo(1);
  }

  @Test
  void tellsWhyASubmitIsRefused() {
    service.next(Reply.REFUSED);
    assertThat(failure(start(step("fit"), 1).get(0)))
        .hasMessage(
            "Cannot submit step 'fit' to queue 'heavy': ClientException: JobQueue nothing not found."
                + " (check stride.batch.* and the rights of your role)")
        .extracting(thrown -> ((StrideException) thrown).failureClass())
        .isEqualTo(FailureClass.CONFIGURATION);
  }

  @Test
  void failsTheChildAloneThatHasFailed() throws Exception {
    service.fates(
        slot ->
            slot.label().equals("fit 1")
                ? Fate.failing(137, "", "Host EC2 (instance i-0123) terminated.")
                : Fate.returning(slot.element().orElseThrow()));
    List<StepAttempt> attempts = start(step("fit"), 3);
    assertThat(result(attempts.get(0))).isEqualTo("0");
    assertThat(result(attempts.get(2))).isEqualTo("2");
    assertThat(failure(attempts.get(1)))
        .isInstanceOf(ProcessEnded.class)
        .hasMessageContaining("Host EC2 (instance i-0123) terminated.");
  }

  @Test
  void takesWhatTheServiceSaysOfTheContainerBeforeItsExitCode() {
    service.fates(
        slot ->
            Fate.failing(
                2,
                "OutOfMemoryError: Container killed due to memory usage",
                "Essential container in task exited"));
    assertThat(failure(start(step("fit"), 1).get(0)))
        .isInstanceOfSatisfying(
            ProcessEnded.class, ended -> assertThat(ended.hasMemoryWitness()).isTrue())
        .hasMessageContaining("Container killed due to memory usage");
  }

  @Test
  void believesAResultThoughTheServiceSaysThatTheJobHasFailed() throws Exception {
    service.fates(
        slot -> {
          Fate fate = Fate.returning(slot.element().orElseThrow());
          return new Fate("FAILED", 0, "CannotInspectContainerError: timed out", "", fate.end());
        });
    assertThat(result(start(step("fit"), 1).get(0))).isEqualTo("0");
  }

  @Test
  void fetchesTheWholeLogOfWhatLeftNoResult() {
    service.fates(slot -> Fate.failing(1, "", "Essential container in task exited"));
    assertThat(failure(start(step("fit"), 1).get(0))).isInstanceOf(ProcessEnded.class);
    assertThat(printed.toString(UTF_8))
        .isEqualTo("page 1 of stream/job-1\npage 2 of stream/job-1\n");
  }

  @Test
  void givesUpJobsThatTheServiceHasForgotten() {
    service.fates(slot -> Fate.running());
    List<StepAttempt> attempts = start(step("fit"), 1);
    attempts.get(0).started().toCompletableFuture().join();
    service.forgetAll();
    assertThat(failure(attempts.get(0))).hasMessageContaining("job job-1 is not known any more");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void saysWhatKeepsAJobWaiting(int slots) {
    service.fates(slot -> Fate.waiting("MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - no room"));
    StepAttempt last = start(step("fit"), slots).get(slots - 1);
    await().until(() -> service.calls("describejobs") > 0);
    assertThat(last.waitsFor().toCompletableFuture().join())
        .isEqualTo(
            "job job-1%s is RUNNABLE, MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - no room",
            slots == 1 ? "" : ":2");
    assertThat(last.started().toCompletableFuture()).isNotDone();
  }

  @Test
  void saysThatNothingWasSubmittedYet() {
    service.next(Collections.nCopies(1_000, Reply.THROTTLED).toArray(Reply[]::new));
    StepAttempt attempt = start(step("fit"), 1).get(0);
    await().until(() -> service.calls("submitjob") > 0);
    assertThat(attempt.waitsFor().toCompletableFuture().join())
        .isEqualTo("it has not been submitted yet");
  }

  @Test
  void stopsOneChildAndSparesTheOthers() {
    service.fates(slot -> Fate.running());
    List<StepAttempt> attempts = start(step("fit"), 3);
    attempts.get(1).started().toCompletableFuture().join();
    attempts.get(1).cancel();
    assertThat(failure(attempts.get(1))).isInstanceOf(CancellationException.class);
    assertThat(service.terminated()).containsExactly("job-1:1");
    assertThat(attempts.get(0).completion().toCompletableFuture()).isNotDone();
  }

  @Test
  void endsAHundredAndTwentyJobsBeforeItIsClosed() {
    service.fates(slot -> Fate.running());
    List<StepAttempt> attempts =
        IntStream.range(0, 120)
            .mapToObj(number -> backend.start(call(step("fit" + number), 0)))
            .toList();
    attempts.forEach(attempt -> attempt.started().toCompletableFuture().join());
    assertThat(service.alive()).isEqualTo(120);
    backend.close();
    assertThat(service.alive()).isZero();
    int submits = service.calls("submitjob");
    StepAttempt late = backend.start(call(step("late"), 0));
    assertThat(failure(late)).isInstanceOf(CancellationException.class);
    assertThat(service.calls("submitjob")).isEqualTo(submits).isEqualTo(120);
  }

  /** As after a kill: nothing of the first process is told that it ends. */
  @Test
  void takesOverWhatAnotherProcessHasLeft() throws Exception {
    service.fates(
        slot ->
            switch (slot.label()) {
              case "fit 0" -> Fate.returning("\"early\"".getBytes(UTF_8));
              case "fit 1" -> Fate.failing(1, "", "Essential container in task exited");
              default -> Fate.running();
            });
    List<StepAttempt> lost = start(step("fit"), 3);
    lost.get(2).started().toCompletableFuture().join();
    run = "20261127-2";
    earlier = List.of("runs/20261127-1");
    try (BatchBackend next = open(Map.of())) {
      service.fates(slot -> Fate.returning("\"late\"".getBytes(UTF_8)));
      List<StepAttempt> attempts =
          IntStream.range(0, 4).mapToObj(slot -> next.start(call(step("fit"), slot))).toList();
      assertThat(result(attempts.get(0))).isEqualTo("\"early\"");
      assertThat(result(attempts.get(1))).isEqualTo("\"late\"");
      assertThat(result(attempts.get(3))).isEqualTo("\"late\"");
      assertThat(attempts.get(2).completion().toCompletableFuture()).isNotDone();
      service.finish("fit 2", Fate.returning("\"at last\"".getBytes(UTF_8)));
      assertThat(result(attempts.get(2))).isEqualTo("\"at last\"");
    }
    assertThat(service.terminated()).isEmpty();
  }

  @Test
  void endsWhatAnotherProcessHasLeft() {
    service.fates(slot -> Fate.running());
    List<StepAttempt> lost = start(step("fit"), 3);
    lost.get(2).started().toCompletableFuture().join();
    try (BatchBackend next = open(Map.of())) {
      assertThat(next.endLeft("runs/20261127-1")).isEqualTo(1);
      assertThat(service.alive()).isZero();
      assertThat(next.endLeft("runs/20261127-1")).isZero();
    }
  }

  @Test
  void submitsNothingThatWasStoppedBefore() {
    List<StepAttempt> attempts = start(step("fit"), 2);
    attempts.forEach(StepAttempt::cancel);
    attempts.forEach(
        attempt -> assertThat(failure(attempt)).isInstanceOf(CancellationException.class));
    backend.close();
    assertThat(service.calls("submitjob")).isZero();
  }

  @Test
  void tellsWhatIsMissing() {
    backend.close();
    backend = open(Map.of("queue", " "));
    assertThat(failure(start(step("fit"), 1).get(0)))
        .hasMessage(
            "Cannot submit step 'fit': it has no queue (set stride.batch.queue, or @Batch(queue ="
                + " …))");
  }
}
