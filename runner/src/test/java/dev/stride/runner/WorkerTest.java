// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.failure.Budget;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.store.Outcome;
import dev.stride.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step in a worker process can do to the orchestrator: nothing. */
class WorkerTest {
  @TempDir private Path folder;
  private Stride stride;

  @BeforeEach
  void open() {
    stride =
        Stride.with(
            Settings.of(
                Map.of("stride.store", folder.resolve("store").toString(), "stride.cpu", "2")));
  }

  @AfterEach
  void leavesNoProcess() throws IOException {
    stride.close();
    assertThat(pids()).noneMatch(Processes::isAlive);
  }

  private List<Long> pids() throws IOException {
    Path file = folder.resolve("pids");
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(Long::valueOf).toList()
        : List.of();
  }

  private String run(String deed, String... policies) {
    RunOptions options = RunOptions.ofDefaults().with(List.of("act=process" + join(policies)));
    return stride
        .run(new Deeds(), Map.of("deed", deed, "folder", folder.toString()), options)
        .value(String.class);
  }

  private static String join(String... policies) {
    return policies.length == 0 ? "" : "," + String.join(",", policies);
  }

  private RunFailed failure(String deed, String... policies) {
    try {
      run(deed, policies);
    } catch (RunFailed e) {
      return e;
    }
    throw new AssertionError("the run did not fail");
  }

  private String log() {
    return stride.store().find(stride.store().runs().get(0).run()).log("act", "1");
  }

  @Test
  void runsAStepInAProcessOfItsOwn() {
    assertThat(Long.parseLong(run("nothing"))).isNotEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void usesACleanProcessAgain() {
    assertThat(run("nothing")).isEqualTo(run("nothing"));
  }

  @ParameterizedTest
  @CsvSource({
    "exit-0, Its process ended with exit code 0 and without a result: its code has ended it",
    "exit-3, Its process ended with exit code 3 and without a result: its code has ended it",
    "exit-42, Its process ended with exit code 42 and without a result: its code has ended it",
    "halt-7, Its process ended with exit code 7 and without a result",
    "crash, Its process ended by signal 6",
  })
  void survivesAStepThatEndsItsProcess(String deed, String message) {
    RunFailed failed = failure(deed);

    assertThat(failed).hasMessage("Cannot finish step 'act': " + message);
    assertThat(failed.kind()).isEqualTo(FailureKind.USER);
    assertThat(run("nothing")).isNotEmpty();
  }

  @Test
  void takesAKilledProcessForALossThatIsNobodysFault() {
    RunFailed failed = failure("kill", "retry:0");

    assertThat(failed).hasMessage("Cannot finish step 'act': Its process ended by signal 9");
    assertThat(failed.kind()).isEqualTo(FailureKind.EXTERNAL);
  }

  @Test
  void survivesAStackOverflowWithoutAnotherAttempt() {
    RunFailed failed = failure("overflow", "retry:2");

    assertThat(failed).hasMessage("Cannot finish step 'act': java.lang.StackOverflowError");
    assertThat(failed.log()).isEmpty();
    assertThat(log())
        .startsWith("java.lang.StackOverflowError\n\tat dev.stride.runner.Deeds.depth(Deeds.java:");
  }

  @Test
  void givesAStepThatExhaustsItsHeapTwiceTheMemory() throws IOException {
    assertThat(run("needs-60-mebibytes", "memory:64MiB")).isEqualTo("62914560");

    assertThat(pids()).hasSize(2);
    RunStore run = stride.store().find(stride.store().runs().get(0).run());
    Outcome.Verdict verdict =
        run.attempts("act").get(0).outcome().flatMap(Outcome::verdict).orElseThrow();
    assertThat(verdict.failureClass()).isEqualTo(FailureClass.HEAP_MEMORY);
    assertThat(verdict.paidBy()).isEqualTo(Budget.ESCALATION);
    assertThat(verdict.exitCode()).contains(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "memory-caught"})
  void leavesAStepThatExhaustsEveryHeap(String deed) throws IOException {
    RunFailed failed = failure(deed, "memory:64MiB");

    assertThat(failed)
        .hasMessage(
            "Cannot finish step 'act' after 3 attempts: Its process ended with exit code 3 and"
                + " without a result: its heap of 192 MiB was exhausted (ask for more by"
                + " @Resources(memory), or need less)");
    assertThat(failed.kind()).isEqualTo(FailureKind.RESOURCES);
    assertThat(failed.log()).contains("Terminating due to java.lang.OutOfMemoryError");
    assertThat(pids()).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void doesNotUseAProcessAgainInWhichThreadsWereLeft() {
    String first = run("thread");
    assertThat(log())
        .isEqualTo("stride: threads were left, so this process ends: [pool-1-thread-1]\n");

    assertThat(run("nothing")).isNotEqualTo(first);
    await().until(() -> !Processes.isAlive(Long.parseLong(first)));
  }

  @Test
  void killsALoopThatIgnoresInterruptsBeforeTheRunGoesOn() throws IOException {
    RunFailed failed = failure("spin", "timeout:500ms");

    assertThat(failed)
        .hasMessageEndingWith(
            "Cannot finish step 'act' in time: timeout 500ms (raise @Timeout, or make it faster)");
    assertThat(pids()).hasSize(1).noneMatch(Processes::isAlive);
  }

  @Test
  void killsAProcessThatIsStoppedBeforeTheNextAttempt() throws IOException {
    String second = run("stop-at-first", "timeout:500ms", "retry:1");

    assertThat(pids()).hasSize(2).endsWith(Long.valueOf(second));
    assertThat(Processes.isAlive(pids().get(0))).isFalse();
  }

  @Test
  void killsAStepThatWaitsForACaller() throws IOException {
    failure("socket", "timeout:500ms");

    assertThat(log()).contains("at dev.stride.runner.Deeds.waitForACaller(Deeds.java:");
    assertThat(pids()).hasSize(1).noneMatch(Processes::isAlive);
  }

  @Test
  void printsWhatAStepWaitsForThatDoesNotHeedItsInterrupt() {
    failure("deadlock", "timeout:500ms");

    assertThat(log())
        .startsWith(
            "stride: the step does not heed its interrupt:\n\"stride-step act\" BLOCKED on ")
        .containsPattern(
            "held by \"the other\"\n\tat dev.stride.runner.Deeds.lockBoth\\(Deeds.java:\\d+\\)\n")
        .containsPattern("\"the other\" BLOCKED on .*, held by \"stride-step act\"\n");
  }

  @Test
  void runsAStepApartOnceItDidNotHeedItsInterruptOnAThread() throws IOException {
    RunOptions options = RunOptions.ofDefaults().with(List.of("act=timeout:300ms,retry:1"));
    Map<String, String> parameters = Map.of("deed", "spin-at-first", "folder", folder.toString());
    RunResult result = stride.run(new Deeds(), parameters, options);
    Files.createFile(folder.resolve("enough"));

    long own = ProcessHandle.current().pid();
    assertThat(pids()).hasSize(2).startsWith(own);
    assertThat(result.value(String.class)).isEqualTo(String.valueOf(pids().get(1)));
    assertThat(pids().get(1)).isNotEqualTo(own);
    Files.writeString(folder.resolve("pids"), pids().get(1) + "\n");
    try (RunStore run = stride.store().find(result.run())) {
      assertThat(run.attempts("act"))
          .extracting(attempt -> attempt.outcome().map(Outcome::layer))
          .containsExactly(Optional.of("thread"), Optional.of("process"));
    }
    assertThat(log())
        .startsWith("an attempt does not heed its interrupt:\n\"stride-step act\" RUNNABLE\n\tat ")
        .contains("at dev.stride.runner.Deeds.spinAtFirst(Deeds.java:");
  }

  @Test
  void interruptsAStepThatHeedsItAndKeepsItsProcess() throws IOException {
    failure("sleep", "timeout:500ms");

    assertThat(run("nothing")).isEqualTo(String.valueOf(pids().get(0)));
  }

  @Test
  void killsChildrenThatOutliveTheStep() throws IOException {
    String worker = run("child");
    long child = Long.parseLong(Files.readString(folder.resolve("child")));

    assertThat(Processes.isAlive(child)).isFalse();
    assertThat(run("nothing")).isEqualTo(worker);
  }

  @Test
  void killsGrandchildrenWhoseParentHasGone() throws IOException {
    run("grandchild");
    long grandchild = Long.parseLong(Files.readString(folder.resolve("grandchild")).strip());

    assertThat(Processes.isAlive(grandchild)).isFalse();
  }

  @Test
  void killsWhatHasLeftItsSessionAndLostItsParent() throws IOException {
    run("daemon");
    long daemon = Long.parseLong(Files.readString(folder.resolve("daemon")).strip());

    assertThat(Processes.isAlive(daemon)).isFalse();
  }

  @Test
  void keepsAHundredMegabytesOfOutputWithinItsLimit() {
    assertThat(run("much")).isEqualTo("printed");
    assertThat(log()).hasSizeBetween(64 << 20, (64 << 20) + 100).endsWith("it reached 64 MiB\n");
  }

  @Test
  void takesOneLongLine() {
    assertThat(run("long-line")).isEqualTo("printed");
    assertThat(log()).hasSize(20 << 20).containsOnlyOnce("y".repeat(20 << 20));
  }

  @Test
  void doesNotNeedItsOutput() {
    assertThat(run("close")).isEqualTo("closed");
    assertThat(run("long-line")).isEqualTo("printed");
    assertThat(log()).hasSize(20 << 20);
  }

  @Test
  void describesAnExceptionThatCannotBeRead() {
    assertThat(failure("hostile"))
        .hasMessage(
            "Cannot finish step 'act': dev.stride.runner.Deeds$Hostile:"
                + " dev.stride.runner.Deeds$Hostile, whose message cannot be read");
    assertThat(run("nothing")).isNotEmpty();
  }

  @Test
  void boundsAnExceptionThatCouldNotBeSerialized() {
    RunFailed failed = failure("unserializable");

    assertThat(failed.getMessage()).startsWith("Cannot finish step 'act': dev.stride.runner.Deeds");
    assertThat(log())
        .hasSizeLessThan(40_000)
        .contains("… (52428800 characters)")
        .contains("Caused by: java.io.IOException");
  }

  @Test
  void heedsWhatATypeOfExceptionSaysOfFurtherAttempts() throws IOException {
    assertThat(failure("never-again", "retry:3"))
        .hasMessage("Cannot finish step 'act': dev.stride.runner.Deeds$NeverAgain: not again");
    assertThat(pids()).hasSize(1);
  }

  @Test
  void refusesNull() {
    assertThat(failure("null"))
        .hasMessageEndingWith("Cannot use result of step 'act': it is null (return an Optional)");
  }

  @Test
  void keepsTheEnvironmentFromTheStep() {
    assertThat(System.getenv()).containsKey("PATH");
    assertThat(run("environment")).doesNotContain("PATH=");
  }

  @Test
  void deletesWhatAStepLeavesInItsTemporaryFolder() {
    Path left = Path.of(run("temporary"));
    assertThat(left).exists();

    stride.close();

    assertThat(left).doesNotExist();
    assertThat(left.getParent().getParent()).doesNotExist();
  }

  @Test
  void endsAProcessWhoseHooksHang() throws IOException {
    run("hang-at-end");
    stride.close();

    assertThat(pids()).hasSize(1).noneMatch(Processes::isAlive);
  }

  @Test
  void leavesNoProcessOfACancelledRun() throws Exception {
    FutureTask<RunFailed> run = new FutureTask<>(() -> failure("spin"));
    new Thread(run).start();
    await().until(() -> !pids().isEmpty());

    stride.cancelAll();

    assertThat(run.get().kind()).isEqualTo(FailureKind.CANCELLED);
    assertThat(pids()).noneMatch(Processes::isAlive);
  }

  @Test
  void refusesAProcessForAWorkflowThatCannotBeMadeThere() {
    assertThatThrownBy(
            () ->
                stride.run(
                    new Hidden(), Map.of(), RunOptions.ofDefaults().with(List.of("process"))))
        .hasMessage("Cannot place step 'one' on process: Hidden is not public (make it public)");
  }

  @Test
  void yieldsWhatAThreadYields() throws IOException {
    Path file = folder.resolve("words.csv");
    Files.writeString(file, "text,weight\nein,1\nzwei,2\n\"dr,ei\",2\n");
    Map<String, String> parameters =
        Map.of("file", file.toString(), "level", "HIGH", "moment", "2026-01-02T03:04:05.6Z");

    RunResult here = stride.run(new Kinds(), parameters);
    RunResult there =
        stride.run(new Kinds(), parameters, RunOptions.ofDefaults().with(List.of("process")));

    assertThat(there.results()).isEqualTo(here.results());
    assertThat(here.results()).hasSize(3);
    assertThat(logs(there, "weights")).containsExactly("1: weighed 5\n");
    assertThat(logs(there, "find"))
        .containsExactly(
            "0-1: found Circle[radius=1.0E300]\n",
            "1-1: found Square[side=1.50, since=Optional[2026-02-28]]\n",
            "2-1: found Square[side=0, since=Optional.empty]\n");
  }

  private List<String> logs(RunResult result, String step) {
    return stride.store().find(result.run()).logs(step, Optional.empty()).stream()
        .map(log -> log.attempt() + ": " + log.text())
        .toList();
  }

  @Test
  void takesOverInProcessesWhatThreadsHaveDone() {
    RunResult here = stride.run(new Numbers());
    RunOptions inProcesses = RunOptions.ofDefaults().with(List.of("process"));

    assertThat(stride.resumePlan(here.run(), new Numbers(), inProcesses))
        .allMatch(line -> line.endsWith(": reused"));
  }

  @Test
  @SuppressWarnings("unchecked")
  void givesEachProcessWhatSlotsShareOnce() {
    RunResult result =
        stride.run(
            new Sharing(), Map.of(), RunOptions.ofDefaults().with(List.of("identity=process")));

    List<String> identities = (List<String>) result.results().get("");
    List<String> processes =
        identities.stream().map(text -> text.split(" ")[0]).distinct().toList();
    assertThat(identities).hasSize(20);
    assertThat(processes).hasSizeBetween(1, 2);
    assertThat(identities.stream().distinct()).hasSameSizeAs(processes);
  }

  @Test
  void triesAgainWhatWasThrownElsewhereByItsType() throws IOException {
    failure("unknown", "retry:1");

    assertThat(pids()).hasSize(2);
  }

  /** Not to be seen from outside. */
  static final class Hidden implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.step(Hidden::one));
    }

    static int one() {
      return 1;
    }
  }
}
