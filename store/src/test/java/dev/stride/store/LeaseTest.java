// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.open(folder, Durability.NONE);
  }

  private static String refusal(String run, long pid) {
    return "Cannot continue run: "
        + run
        + " is being worked on by process "
        + pid
        + " (wait for it, end it by stride kill, or, if it does not answer, resume with"
        + " --take-over)";
  }

  private static void refuses(RunStore run, long pid) {
    assertThatThrownBy(run::acquire)
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessage(refusal(run.run().run(), pid));
  }

  private RunStatus status(String run) {
    return store.find(run).status();
  }

  @Test
  void refusesASecondHolderUntilTheFirstIsClosed() {
    RunStore first = store.create(Runs.record("r1"));
    RunStore second = store.find("r1");

    refuses(second, ProcessHandle.current().pid());
    refuses(first, ProcessHandle.current().pid());
    first.close();
    second.acquire();
    refuses(store.find("r1"), ProcessHandle.current().pid());
    second.close();
  }

  @Test
  void releasesOnlyOnce() {
    RunStore first = store.create(Runs.record("r1"));
    first.close();
    try (RunStore second = store.find("r1")) {
      second.acquire();
      first.close();

      refuses(store.find("r1"), ProcessHandle.current().pid());
    }
  }

  @Test
  void knowsAStoreByAnyOfItsPaths() throws IOException {
    Path link = folder.resolveSibling(folder.getFileName() + "-link");
    Files.createSymbolicLink(link, folder);
    try (RunStore first = store.create(Runs.record("r1"))) {
      refuses(Store.open(link, Durability.NONE).find("r1"), ProcessHandle.current().pid());
      assertThat(first.status()).isEqualTo(RunStatus.RUNNING);
    } finally {
      Files.delete(link);
    }
  }

  @Test
  void showsTheStateOfARunByItsLeaseAndItsEnd() {
    RunStore run = store.create(Runs.record("r1"));
    assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(status("r1")).isEqualTo(RunStatus.RUNNING);

    run.close();
    assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(status("r1")).isEqualTo(RunStatus.INTERRUPTED);

    try (RunStore resumed = store.find("r1")) {
      resumed.acquire();
      assertThat(status("r1")).isEqualTo(RunStatus.RUNNING);
      resumed.end(new EndRecord(RunStatus.SUCCEEDED, Instant.EPOCH, "", ""));
      assertThat(status("r1")).isEqualTo(RunStatus.SUCCEEDED);
    }
    assertThat(status("r1")).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void isReleasedWhenARunCannotBeCreated() {
    store.create(Runs.record("r1")).close();

    assertThatThrownBy(() -> store.create(Runs.record("r1")))
        .hasMessageContaining("exists already");
    assertThat(status("r1")).isEqualTo(RunStatus.INTERRUPTED);
  }

  @Test
  void letsOneOfManyThreadsHoldIt() throws InterruptedException, ExecutionException {
    store.create(Runs.record("r1")).close();
    int racers = 8;
    CountDownLatch start = new CountDownLatch(racers);
    ExecutorService threads = Executors.newFixedThreadPool(racers);
    List<Future<Boolean>> replies = new ArrayList<>();
    List<RunStore> runs = new ArrayList<>();
    try {
      for (int racer = 0; racer < racers; racer++) {
        RunStore run = store.find("r1");
        runs.add(run);
        replies.add(threads.submit(() -> acquires(run, start)));
      }
      int winners = 0;
      for (Future<Boolean> reply : replies) {
        winners += reply.get() ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
    } finally {
      threads.shutdownNow();
      runs.forEach(RunStore::close);
    }
  }

  private static boolean acquires(RunStore run, CountDownLatch start) throws InterruptedException {
    start.countDown();
    start.await();
    try {
      run.acquire();
      return true;
    } catch (StrideException e) {
      return false;
    }
  }

  @Test
  void isHeldByAnotherProcessUntilThatDies() throws IOException, InterruptedException {
    try (OtherProcess other = OtherProcess.start(folder, "r1", "create")) {
      assertThat(other.reply()).isEqualTo("holds it");
      assertThat(status("r1")).isEqualTo(RunStatus.RUNNING);
      assertThat(store.runs()).extracting(RunSummary::status).containsExactly(RunStatus.RUNNING);
      refuses(store.find("r1"), other.pid());

      other.kill();

      assertThat(status("r1")).isEqualTo(RunStatus.INTERRUPTED);
      try (RunStore resumed = store.find("r1")) {
        resumed.acquire();
        List<SlotResult> slots = new ArrayList<>();
        resumed.readSlots("fit").forEach(slots::add);
        assertThat(slots).hasSize(50);
      }
    }
  }

  @Test
  void staysHeldForOtherProcessesHoweverOftenThisOneLooks()
      throws IOException, InterruptedException {
    try (RunStore run = store.create(Runs.record("r1"))) {
      assertThat(status("r1")).isEqualTo(RunStatus.RUNNING);
      refuses(store.find("r1"), ProcessHandle.current().pid());
      store.runs();

      try (OtherProcess other = OtherProcess.start(folder, "r1", "continue")) {
        assertThat(other.reply()).isEqualTo(refusal("r1", ProcessHandle.current().pid()));
      }
      assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
    }
  }

  @Test
  void countsHowOftenItWasTaken() {
    store.create(Runs.record("r1")).close();
    assertThat(store.find("r1").epoch()).isEqualTo(1);

    try (RunStore again = store.find("r1")) {
      again.acquire();
      assertThat(again.epoch()).isEqualTo(2);
      assertThat(folder.resolve("runs/r1/lease"))
          .content()
          .startsWith("process " + ProcessHandle.current().pid() + "\nepoch 2\nstarted ");
    }
  }

  @Test
  void isTakenOverFromAProcessThatDoesNotAnswer() throws IOException, InterruptedException {
    try (OtherProcess other = OtherProcess.start(folder, "r1", "hold");
        RunStore mine = store.find(other.reply())) {
      refuses(store.find("r1"), other.pid());

      mine.takeOver();

      assertThat(mine.epoch()).isEqualTo(2);
      assertThat(mine.isTakenOver()).isFalse();
      other.proceed();
      assertThat(other.reply()).contains("the run was taken over by process " + pid());
      assertThat(mine.committed("fit")).isEmpty();
    }
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  @Test
  void isNotTakenOverFromTheSameProcess() {
    try (RunStore run = store.create(Runs.record("r1"))) {
      assertThatThrownBy(() -> store.find("r1").takeOver()).hasMessage(refusal("r1", pid()));
      assertThat(run.isTakenOver()).isFalse();
    }
  }

  @Test
  void isLostWithItsFile() throws IOException {
    try (RunStore run = store.create(Runs.record("r1"))) {
      Files.delete(folder.resolve("runs/r1/lease"));

      assertThat(run.isTakenOver()).isTrue();
      assertThatThrownBy(
              () -> run.commit(new Commit("fit", 1, "n", "f", Commit.Kind.NORMAL, List.of())))
          .hasMessageContaining("the run was taken over by another process");
    }
  }
}
