// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Node;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Catch;
import dev.stride.api.decorator.Resources;
import dev.stride.api.decorator.Retry;
import dev.stride.api.decorator.Timeout;
import dev.stride.api.failure.Failure;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.NonRetryable;
import dev.stride.api.failure.StrideException;
import dev.stride.runner.execution.RunContext.Records;
import dev.stride.store.RunStatus;
import dev.stride.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the decorators promise, and what a run leaves behind. */
class StrideTest {
  /** Calls of the step under test; steps are static methods. */
  private static final AtomicInteger CALLS = new AtomicInteger();

  @TempDir private Path folder;
  private Stride stride;

  @BeforeEach
  void open() {
    CALLS.set(0);
    stride =
        Stride.with(
            Settings.of(
                Map.of("stride.store", folder.resolve("store").toString(), "stride.cpu", "2")));
  }

  @AfterEach
  void close() {
    stride.close();
  }

  private RunFailed failure(Workflow workflow) {
    return failure(workflow, RunOptions.ofDefaults());
  }

  private RunFailed failure(Workflow workflow, RunOptions options) {
    try {
      stride.run(workflow, Map.of(), options);
    } catch (RunFailed e) {
      return e;
    }
    throw new AssertionError("the run did not fail");
  }

  @Test
  void runsEveryKindOfStep() {
    RunResult result = stride.run(new Numbers(), Map.of("up-to", 4, "above", "1"));
    assertThat(result.value("summary", Numbers.Summary.class))
        .isEqualTo(new Numbers.Summary(3, List.of(4, 9, 16), 29));
    assertThat(result.dataset("chosen", Numbers.Number.class).toList())
        .containsExactly(new Numbers.Number(2), new Numbers.Number(3), new Numbers.Number(4));
  }

  @Test
  void mapsAnEmptyListToAnEmptyList() {
    RunResult result = stride.run(new Numbers(), Map.of("above", 9));
    assertThat(result.value("summary", Numbers.Summary.class))
        .isEqualTo(new Numbers.Summary(0, List.of(), 0));
  }

  /** Yields a list. */
  public static final class Squares implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.step(Squares::squares));
    }

    static List<Integer> squares() {
      return List.of(1, 4);
    }
  }

  @Test
  void tellsWhatAResultIsWhenAskedForAnotherClass() {
    RunResult result = stride.run(new Numbers());
    assertThatThrownBy(() -> result.value("summary", String.class))
        .hasMessage(
            "Cannot read result of numbers as String: it is a Summary (ask for that class)");
    RunResult square = stride.run(new Squares());
    assertThat(square.list(Integer.class)).containsExactly(1, 4);
    assertThatThrownBy(() -> square.list(String.class))
        .hasMessage(
            "Cannot read result of squares as a list of String: it holds a Integer (ask for that"
                + " class)");
    assertThatThrownBy(() -> result.value(String.class))
        .hasMessage(
            "Cannot find result '' of numbers: its results are [summary, chosen] (ask for one of"
                + " them)");
  }

  static final class Side implements Workflow {
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @Override
    public void define(WorkflowBuilder workflow) {
      Node<Integer> left = workflow.step(Side::left);
      Node<Integer> right = workflow.step(Side::right);
      workflow.result(workflow.step(Side::sum, left, right));
    }

    /** Returns only if the other step runs at the same time. */
    static int left() throws Exception {
      BOTH.await();
      return 1;
    }

    static int right() throws Exception {
      BOTH.await();
      return 2;
    }

    static int sum(int left, int right) {
      return left + right;
    }
  }

  @Test
  void runsIndependentStepsAtTheSameTime() {
    assertThat(stride.run(new Side()).value(Integer.class)).isEqualTo(3);
  }

  static final class Wide implements Workflow {
    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final AtomicInteger MOST = new AtomicInteger();

    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.foreach(workflow.step(Wide::elements), Wide::whole));
    }

    static List<Integer> elements() {
      return IntStream.range(0, 200).boxed().toList();
    }

    @Resources(cpu = 2)
    static int whole(int element) {
      MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
      Thread.yield();
      RUNNING.decrementAndGet();
      return -element;
    }
  }

  @Test
  void admitsOnlyAsManyTasksAsTheMachineHasProcessorsFor() {
    RunResult result = stride.run(new Wide());
    assertThat(result.list(Integer.class))
        .isEqualTo(IntStream.range(0, 200).map(element -> -element).boxed().toList());
    assertThat(Wide.MOST).hasValue(1);
  }

  static final class Many implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.foreach(workflow.step(Many::elements), Many::plusOne));
    }

    static List<Integer> elements() {
      return IntStream.range(0, 2_500).boxed().toList();
    }

    static int plusOne(int element) {
      CALLS.incrementAndGet();
      if (element == 2_400 && FAILING.get() > 0) {
        throw new IllegalStateException("not yet");
      }
      return element + 1;
    }

    private static final AtomicInteger FAILING = new AtomicInteger();
  }

  @Test
  void keepsTheOrderOfAForeachAndItsSlotsInAFewFiles() {
    Many.FAILING.set(0);
    RunResult result = stride.run(new Many());
    assertThat(result.list(Integer.class))
        .isEqualTo(IntStream.rangeClosed(1, 2_500).boxed().toList());
    Path slots = stride.store().root().resolve("runs/" + result.run() + "/t/plusOne/slots");
    assertThat(slots).isDirectoryContaining("glob:**/0000002.json");
    assertThat(slots.toFile().list()).hasSize(6);
  }

  @Test
  void resumesAForeachWithoutTheSlotsThatHadFinished() {
    Many.FAILING.set(1);
    RunFailed failed = failure(new Many());
    assertThat(failed)
        .hasMessage(
            "Cannot finish step 'plusOne' slot 2400 (2400): java.lang.IllegalStateException: not"
                + " yet");
    int done = CALLS.get() - 1;
    Many.FAILING.set(0);
    CALLS.set(0);
    RunResult result = stride.resume(failed.run(), new Many(), RunOptions.ofDefaults());
    assertThat(result.list(Integer.class)).hasSize(2_500).contains(2_401);
    assertThat(CALLS.get()).isLessThan(2_500).isGreaterThanOrEqualTo(2_500 - done);
  }

  static class Failing implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.step(Failing::fail));
    }

    @Retry(times = 2, delayMillis = 0)
    static int fail() throws IOException {
      throw new IOException("no " + CALLS.incrementAndGet());
    }
  }

  @Test
  void retriesAsOftenAsTheDecoratorSaysAndKeepsEveryOutcome() {
    RunFailed failed = failure(new Failing());
    assertThat(failed)
        .hasMessage("Cannot finish step 'fail' after 3 attempts: java.io.IOException: no 3");
    assertThat(failed.kind()).isEqualTo(FailureKind.USER);
    assertThat(failed.step()).isEqualTo("fail");
    assertThat(CALLS).hasValue(3);
    try (RunStore run = stride.store().find(failed.run())) {
      assertThat(run.status()).isEqualTo(RunStatus.FAILED);
      assertThat(run.attempts("fail"))
          .extracting(attempt -> attempt.outcome().orElseThrow().error().orElseThrow().message())
          .containsExactly("no 1", "no 2", "no 3");
      assertThat(run.attempts("fail").get(0).log()).contains("java.io.IOException: no 1", "at ");
    }
  }

  @Test
  void takesRetriesFromOutsideInPlaceOfTheDecorator() {
    failure(new Failing(), RunOptions.ofDefaults().with(List.of("fail=retry:0")));
    assertThat(CALLS).hasValue(1);
  }

  static final class Flaky implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.foreach(workflow.step(Flaky::elements), Flaky::third));
    }

    static List<String> elements() {
      return List.of("a", "b", "c");
    }

    @Retry(times = 2, delayMillis = 0)
    static String third(String element) {
      if (element.equals("b") && CALLS.incrementAndGet() < 3) {
        throw new IllegalStateException("flaky");
      }
      return element + element;
    }
  }

  @Test
  void succeedsAtTheThirdAttemptOfASlot() {
    RunResult result = stride.run(new Flaky());
    assertThat(result.list(String.class)).containsExactly("aa", "bb", "cc");
    try (RunStore run = stride.store().find(result.run())) {
      run.readSlots("third")
          .forEach(slot -> assertThat(slot.attempts()).isEqualTo(slot.slot() == 1 ? 3 : 1));
    }
  }

  static final class BadInput extends RuntimeException implements NonRetryable {
    private static final long serialVersionUID = 1L;
  }

  static final class Hopeless implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.step(Hopeless::refuse));
    }

    @Retry(times = 5, delayMillis = 0)
    static int refuse() {
      CALLS.incrementAndGet();
      throw new BadInput();
    }
  }

  @Test
  void doesNotRetryWhatIsMarkedAsNonRetryable() {
    failure(new Hopeless());
    assertThat(CALLS).hasValue(1);
  }

  static final class Exempt implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.step(Exempt::refuse));
    }

    @Retry(times = 5, delayMillis = 0, except = IOException.class)
    static int refuse() throws IOException {
      CALLS.incrementAndGet();
      throw new java.io.FileNotFoundException("gone");
    }
  }

  @Test
  void doesNotRetrySubtypesOfExemptExceptions() {
    assertThat(failure(new Exempt()))
        .hasMessage("Cannot finish step 'refuse': java.io.FileNotFoundException: gone");
    assertThat(CALLS).hasValue(1);
  }

  static final class Overflowing implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.step(Overflowing::recurse));
    }

    @Retry(times = 5, delayMillis = 0)
    static int recurse() {
      CALLS.incrementAndGet();
      throw new StackOverflowError();
    }
  }

  @Test
  void doesNotRetryErrors() {
    assertThat(failure(new Overflowing()))
        .hasMessage("Cannot finish step 'recurse': java.lang.StackOverflowError");
    assertThat(CALLS).hasValue(1);
  }

  static final class Slow implements Workflow {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.step(Slow::hang));
    }

    @Timeout(seconds = 1)
    @Retry(times = 1, delayMillis = 0)
    @Catch(fallback = "instead")
    static String hang() throws InterruptedException {
      CALLS.incrementAndGet();
      NEVER.await();
      return "never";
    }

    static String instead(Failure failure) {
      return failure.attempts() + " " + failure.step() + " " + failure.message();
    }
  }

  @Test
  void interruptsAnAttemptThatIsOutOfTimeAndFallsBackAfterTheLast() {
    RunResult result = stride.run(new Slow());
    assertThat(result.value(String.class))
        .isEqualTo(
            "2 hang Cannot finish step 'hang' in time: timeout 1s (raise @Timeout, or make it"
                + " faster)");
    assertThat(CALLS).hasValue(2);
  }

  static final class SlowSlots implements Workflow {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.foreach(workflow.step(SlowSlots::elements), SlowSlots::hang));
    }

    static List<Integer> elements() {
      return List.of(0, 1, 2, 3);
    }

    @Timeout(seconds = 1)
    @Catch(fallback = "instead")
    static Optional<Integer> hang(int element) throws InterruptedException {
      if (element == 1) {
        NEVER.await();
      }
      return Optional.of(element);
    }

    static Optional<Integer> instead(Failure failure, int element) {
      return Optional.empty();
    }
  }

  @Test
  void stopsOneSlotOutOfTimeAndGoesOnWithTheOthers() {
    assertThat(stride.run(new SlowSlots()).results().get(""))
        .isEqualTo(List.of(Optional.of(0), Optional.empty(), Optional.of(2), Optional.of(3)));
  }

  static final class Uncaught implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.step(Uncaught::fail));
    }

    @Catch(fallback = "failToo")
    static int fail() {
      throw new IllegalStateException("first");
    }

    static int failToo(Failure failure) {
      throw new IllegalArgumentException("second");
    }
  }

  @Test
  void failsWithTheFirstFailureWhenTheFallbackFailsToo() {
    RunFailed failed = failure(new Uncaught());
    assertThat(failed)
        .hasMessage(
            "Cannot finish step 'fail': java.lang.IllegalStateException: first; its fallback failed"
                + " too: java.lang.IllegalArgumentException: second");
    assertThat(failed.getCause().getSuppressed())
        .singleElement()
        .satisfies(second -> assertThat(second).hasMessage("second"));
  }

  static final class Odd implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.foreach(workflow.step(Odd::elements), Odd::odd));
    }

    static List<Integer> elements() {
      return List.of(1, 2, 3, 4, 5);
    }

    static int odd(int element) {
      if (element % 2 == 0) {
        throw new IllegalArgumentException("even");
      }
      return element;
    }
  }

  @Test
  void leavesFailedSlotsOutWhenToldFromOutside() {
    RunResult result =
        stride.run(new Odd(), Map.of(), RunOptions.ofDefaults().with(List.of("odd=catch")));
    assertThat(result.list(Integer.class)).containsExactly(1, 3, 5);
    RunResult resumed =
        stride.resume(result.run(), new Odd(), RunOptions.ofDefaults().with(List.of("odd=catch")));
    assertThat(resumed.list(Integer.class)).containsExactly(1, 3, 5);
  }

  static final class Hanging implements Workflow {
    private static final CountDownLatch STARTED = new CountDownLatch(1);

    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.step(Hanging::hang));
    }

    static int hang() throws InterruptedException {
      STARTED.countDown();
      new CountDownLatch(1).await();
      return 1;
    }
  }

  @Test
  void cancelsARunFromAnotherThreadAndSaysSoInItsRecord() throws Exception {
    Thread canceller =
        new Thread(
            () -> {
              awaitUninterruptibly(Hanging.STARTED);
              stride.cancelAll();
            });
    canceller.start();
    RunFailed failed = failure(new Hanging());
    canceller.join();
    assertThat(failed.kind()).isEqualTo(FailureKind.CANCELLED);
    assertThat(failed)
        .hasMessage(
            "Cancelled run " + failed.run() + " (stride resume " + failed.run() + " goes on)");
    try (RunStore run = stride.store().find(failed.run())) {
      assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static final class Nothing implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.step(Nothing::none));
    }

    static String none() {
      return null;
    }
  }

  @Test
  void refusesNullAsAResult() {
    assertThat(failure(new Nothing()))
        .hasMessage(
            "Cannot finish step 'none': Cannot use result of step 'none': it is null (return an"
                + " Optional)");
  }

  @Test
  void runsWithoutRecordsAndRefusesNothingButToResume() {
    Many.FAILING.set(0);
    RunResult result =
        stride.run(new Many(), Map.of(), RunOptions.ofDefaults().keeping(Records.NONE));
    assertThat(result.list(Integer.class)).hasSize(2_500);
    CALLS.set(0);
    stride.resume(result.run(), new Many(), RunOptions.ofDefaults());
    assertThat(CALLS).as("every slot runs again").hasValue(2_500);
  }

  @Test
  void refusesToResumeARunOfAnotherWorkflowOrNone() {
    String run = stride.run(new Side()).run();
    assertThatThrownBy(() -> stride.resume(run, new Numbers(), RunOptions.ofDefaults()))
        .isInstanceOf(StrideException.class)
        .hasMessageStartingWith("Cannot resume run: " + run + " is of " + Side.class.getName());
    assertThatThrownBy(() -> stride.resume("nope", new Numbers(), RunOptions.ofDefaults()))
        .hasMessageStartingWith("Cannot find run: nope in ");
  }

  static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  static final class Hostilities implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      Node<List<Integer>> elements = workflow.step(Hostilities::elements);
      workflow.result(workflow.foreach(elements, Hostilities::refuse));
    }

    static List<Integer> elements() {
      return List.of(1, 2);
    }

    @Retry(times = 1, delayMillis = 0)
    static int refuse(int element) {
      throw new Hostile();
    }
  }

  @Test
  void survivesExceptionsWhoseTextCannotBeRead() {
    assertThat(failure(new Hostilities()).getMessage())
        .contains("after 2 attempts", Hostile.class.getName() + ", whose message cannot be read");
  }

  static final class Stackless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("no stack");
    }
  }

  static final class NoStack implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.step(NoStack::fail));
    }

    @Retry(times = 1, delayMillis = 0, only = Stackless.class)
    static int fail() {
      throw new Stackless();
    }
  }

  @Test
  void survivesExceptionsWhoseStackCannotBeRead() {
    RunFailed failed = failure(new NoStack());
    assertThat(failed.getMessage())
        .contains("after 2 attempts", Stackless.class.getName() + ", whose message cannot be read");
    try (RunStore run = stride.store().find(failed.run())) {
      assertThat(run.attempts("fail")).hasSize(2);
    }
  }

  static final class Deleting implements Workflow {
    private static final AtomicReference<Path> STORE = new AtomicReference<>();

    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.step(Deleting::delete));
    }

    static int delete() throws IOException {
      try (Stream<Path> files = Files.walk(STORE.get())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
      return 1;
    }
  }

  @Test
  void failsWhenItsRecordsAreDeletedUnderIt() {
    Deleting.STORE.set(stride.store().root().resolve("runs"));
    RunFailed failed = failure(new Deleting());
    assertThat(failed.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.getMessage()).contains("Cannot record run: ", " is gone (do not delete");
  }

  @Test
  void refusesToRunAfterItWasClosed() {
    stride.close();
    assertThatThrownBy(() -> stride.run(new Numbers()))
        .hasMessage("Cannot run numbers: this Stride is closed (open a new one)");
  }

  static final class Waiting implements Workflow {
    private static final CountDownLatch STARTED = new CountDownLatch(1);
    private static final CountDownLatch GO = new CountDownLatch(1);
    private static final AtomicInteger RUNS = new AtomicInteger();

    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.step(Waiting::await));
    }

    static int await() throws InterruptedException {
      if (RUNS.incrementAndGet() == 1) {
        throw new IllegalStateException("first");
      }
      STARTED.countDown();
      GO.await();
      return 1;
    }
  }

  @Test
  void letsOneAtATimeGoOnFromARun() throws Exception {
    String run = failure(new Waiting()).run();
    Thread first = new Thread(() -> stride.resume(run, new Waiting(), RunOptions.ofDefaults()));
    first.start();
    Waiting.STARTED.await();
    assertThatThrownBy(() -> stride.resume(run, new Waiting(), RunOptions.ofDefaults()))
        .isInstanceOf(StrideException.class)
        .hasMessageStartingWith("Cannot continue run: " + run + " is being worked on by process ");
    Waiting.GO.countDown();
    first.join();
  }
}
