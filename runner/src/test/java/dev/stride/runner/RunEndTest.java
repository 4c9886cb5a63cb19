// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.api.Node;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.failure.Failure;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.policy.RetryPolicy;
import dev.stride.runner.execution.OnFailure;
import dev.stride.runner.execution.RunListener;
import dev.stride.runner.execution.StageProgress;
import dev.stride.store.EndRecord;
import dev.stride.store.RunStatus;
import dev.stride.store.RunStore;
import dev.stride.store.SlotResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How runs end: at the first failure or later, at a deadline, by a kill. */
class RunEndTest {
  @TempDir private Path folder;
  private Stride stride;

  @BeforeEach
  void open() {
    Drained.reset();
    stride = Stride.with(settings());
  }

  private Settings settings() {
    return Settings.of(
        Map.of("stride.store", folder.resolve("store").toString(), "stride.cpu", "2"));
  }

  @AfterEach
  void close() {
    stride.close();
  }

  private RunFailed failure(Workflow workflow, RunOptions options) {
    return catchThrowableOfType(RunFailed.class, () -> stride.run(workflow, Map.of(), options));
  }

  private static List<Integer> slots(RunStore run, String step) {
    List<Integer> slots = new ArrayList<>();
    run.readSlots(step).forEach((SlotResult slot) -> slots.add(slot.slot()));
    return slots;
  }

  @Test
  void storesAResultThatIsOnlyRead() throws IOException {
    Path file = Files.writeString(folder.resolve("lines.csv"), "word,count\na,1\nb,2\n");

    RunResult result = stride.run(new OnlyReads(), Map.of("file", file.toString()));
    Files.delete(file);

    assertThat(result.dataset(OnlyReads.Line.class).toList())
        .containsExactly(new OnlyReads.Line("a", 1), new OnlyReads.Line("b", 2));
  }

  @Test
  void failsWhereAResultThatIsOnlyReadCannotBeRead() throws IOException {
    Path file = Files.writeString(folder.resolve("lines.csv"), "word,count\na,1\nb,two\n");

    RunFailed failed =
        catchThrowableOfType(
            RunFailed.class, () -> stride.run(new OnlyReads(), Map.of("file", file.toString())));

    assertThat(failed).hasMessageContaining("lines.csv").hasMessageContaining("two");
    try (RunStore run = stride.store().find(failed.run())) {
      assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    }
  }

  @Test
  void saysWhyABackendCannotBeOpenedForStepsThatAreToCome() {
    Settings broken =
        Settings.of(
            Map.of(
                "stride.store", folder.resolve("store").toString(), "stride.local.threads", "-1"));
    try (Stride other = Stride.with(broken)) {
      RunOptions inAProcess = RunOptions.ofDefaults().with(List.of("process"));
      assertThat(
              catchThrowableOfType(
                  RunFailed.class, () -> other.run(new Deeds(), Map.of(), inAProcess)))
          .hasMessageStartingWith("Invalid stride.local.threads: -1");
    }
  }

  /** A step that fails and waits an hour for its next attempt. */
  static final class Patient implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(
          workflow
              .step("wait", Patient::fail)
              .with(RetryPolicy.times(1).delayedBy(Duration.ofHours(1))));
    }

    static int fail() {
      throw new IllegalStateException("not yet");
    }
  }

  @Test
  void doesNotWaitForAnAttemptThatWillNotBeMade() throws Exception {
    CompletableFuture<String> failed = new CompletableFuture<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void attemptFailed(StageProgress stage, String task, Failure failure) {
            failed.complete(task);
          }
        };
    CompletableFuture<RunFailed> run =
        CompletableFuture.supplyAsync(
            () -> failure(new Patient(), RunOptions.ofDefaults().listeningWith(listener)));
    failed.get();

    stride.cancelAll();

    assertThat(run.get().status()).isEqualTo(RunStatus.CANCELLED);
    try (RunStore records = stride.store().find(run.get().run())) {
      assertThat(records.attempts("wait")).hasSize(1);
    }
  }

  static final class TwoBranches implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      Node<Integer> broken = workflow.step(TwoBranches::broken);
      Node<Integer> good = workflow.step("good", () -> 1);
      workflow.result("a", workflow.step("afterBroken", (Integer n) -> n, broken));
      workflow.result("b", workflow.step("afterGood", (Integer n) -> n + 1, good));
    }

    static int broken() {
      throw new IllegalStateException("no");
    }
  }

  @Test
  void runsAllThatDoesNotNeedWhatHasFailed() {
    RunFailed failed =
        failure(new TwoBranches(), RunOptions.ofDefaults().onFailure(OnFailure.KEEP_GOING));

    assertThat(failed)
        .hasMessage("Cannot finish step 'broken': java.lang.IllegalStateException: no");
    try (RunStore run = stride.store().find(failed.run())) {
      assertThat(run.committed("afterGood")).isPresent();
      assertThat(run.committed("afterBroken")).isEmpty();
      assertThat(run.end().map(EndRecord::failedStep)).contains("broken");
    }
  }

  static final class OneBrokenSlot implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      Node<List<Integer>> all = workflow.step(OneBrokenSlot::all);
      workflow.result(workflow.foreach(all, OneBrokenSlot::slot));
    }

    static List<Integer> all() {
      return IntStream.range(0, 10).boxed().toList();
    }

    static int slot(int number) {
      if (number == 3) {
        throw new IllegalStateException("three");
      }
      return number;
    }
  }

  @Test
  void runsTheOtherSlotsOfAStep() {
    RunFailed failed =
        failure(new OneBrokenSlot(), RunOptions.ofDefaults().onFailure(OnFailure.KEEP_GOING));

    assertThat(failed).hasMessageContaining("slot 3 (3): java.lang.IllegalStateException: three");
    try (RunStore run = stride.store().find(failed.run())) {
      assertThat(slots(run, "slot")).containsExactlyInAnyOrder(0, 1, 2, 4, 5, 6, 7, 8, 9);
      assertThat(run.committed("slot")).isEmpty();
    }
  }

  /** Slot 0 fails while slot 1 runs, which goes on when that is known. */
  static final class Drained implements Workflow {
    private static final int SLOTS = 100_000;
    private static final Set<Integer> STARTED = ConcurrentHashMap.newKeySet();
    private static volatile CountDownLatch secondRuns = new CountDownLatch(1);
    private static volatile CountDownLatch firstFailed = new CountDownLatch(1);

    static void reset() {
      STARTED.clear();
      secondRuns = new CountDownLatch(1);
      firstFailed = new CountDownLatch(1);
    }

    @Override
    public void define(WorkflowBuilder workflow) {
      Node<List<Integer>> all = workflow.step(Drained::all);
      workflow.result(workflow.foreach(all, Drained::slot));
    }

    static List<Integer> all() {
      return IntStream.range(0, SLOTS).boxed().toList();
    }

    static int slot(int number) throws InterruptedException {
      STARTED.add(number);
      if (number == 0) {
        secondRuns.await();
        throw new IllegalStateException("zero");
      }
      secondRuns.countDown();
      firstFailed.await();
      return number;
    }
  }

  @Test
  void letsWhatRunsFinishAndStartsNothingMore() {
    RunListener releasing =
        new RunListener() {
          @Override
          public void attemptFailed(StageProgress stage, String task, Failure failure) {
            Drained.firstFailed.countDown();
          }
        };
    RunFailed failed =
        failure(
            new Drained(),
            RunOptions.ofDefaults().onFailure(OnFailure.DRAIN).listeningWith(releasing));

    assertThat(failed).hasMessageContaining("slot 0 (0): java.lang.IllegalStateException: zero");
    assertThat(Drained.STARTED).contains(0, 1).hasSizeLessThan(Drained.SLOTS);
    Drained.STARTED.remove(0);
    try (RunStore run = stride.store().find(failed.run())) {
      assertThat(slots(run, "slot")).containsExactlyInAnyOrderElementsOf(Drained.STARTED);
    }
  }

  static final class Waiting implements Workflow {
    private static volatile CountDownLatch started = new CountDownLatch(1);

    @Override
    public void define(WorkflowBuilder workflow) {
      Node<Integer> done = workflow.step("done", () -> 1);
      workflow.result(workflow.step(Waiting::waits, done));
    }

    static int waits(int number) throws InterruptedException {
      started.countDown();
      new CountDownLatch(1).await();
      return number;
    }
  }

  @Test
  void endsAtItsDeadline() {
    RunFailed failed =
        failure(new Waiting(), RunOptions.ofDefaults().within(Duration.ofMillis(400)));

    assertThat(failed.kind()).isEqualTo(FailureKind.DEADLINE);
    assertThat(failed)
        .hasMessage("Cannot finish run in time: deadline 400ms (raise --deadline, or resume it)");
    try (RunStore run = stride.store().find(failed.run())) {
      assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    }
  }

  @Test
  void endsWhenAnotherProcessKillsItAndCanBeResumed() throws InterruptedException {
    Waiting.started = new CountDownLatch(1);
    CompletableFuture<RunFailed> ended =
        CompletableFuture.supplyAsync(() -> failure(new Waiting(), RunOptions.ofDefaults()));
    Waiting.started.await();

    try (Stride other = Stride.with(settings())) {
      String run = other.store().runs().get(0).run();
      assertThat(other.kill(run)).isEqualTo(RunStatus.CANCELLED);
      assertThat(ended.join().status()).isEqualTo(RunStatus.CANCELLED);
      assertThat(other.resumePlan(run, new Waiting(), RunOptions.ofDefaults()))
          .first()
          .isEqualTo("done: reused");
    }
  }
}
