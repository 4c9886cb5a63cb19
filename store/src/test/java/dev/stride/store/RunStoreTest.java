// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunStoreTest {
  @TempDir Path folder;
  private Store store;
  private RunStore run;

  @BeforeEach
  void create() {
    store = Store.open(folder, Durability.NONE);
    run = store.create(Runs.record("r1"));
  }

  @AfterEach
  void close() {
    run.close();
  }

  private static Commit commit(String nonce, Commit.Artifact... artifacts) {
    return new Commit("load", 1, nonce, "f1", Commit.Kind.NORMAL, List.of(artifacts));
  }

  private Commit.Artifact value(String json) {
    return run.attempt("load", 1).writeValue(json.getBytes(UTF_8));
  }

  @Test
  void knowsNoCommitBeforeTheFirst() {
    assertThat(run.committed("load")).isEmpty();
    value("1");
    assertThat(run.committed("load")).isEmpty();
  }

  @Test
  void keepsCommitsWithTheirArtifacts() {
    Commit commit =
        new Commit("load", 3, "n", "f", Commit.Kind.FALLBACK, List.of(value("{\"rows\":7}")));

    assertThat(run.commit(commit)).isTrue();
    assertThat(run.committed("load")).contains(commit);
    assertThat(store.find("r1").committed("load")).contains(commit);
    assertThat(run.read(commit.artifacts().get(0))).asString().isEqualTo("{\"rows\":7}");
  }

  @Test
  void letsTheFirstCommitStand() {
    run.commit(commit("first"));

    assertThat(run.commit(commit("second"))).isFalse();
    assertThat(run.committed("load")).contains(commit("first"));
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void letsExactlyOneOfManyCommitsWin(Durability durability)
      throws InterruptedException, ExecutionException {
    int racers = 16;
    int races = durability == Durability.NONE ? 200 : 10;
    ExecutorService threads = Executors.newFixedThreadPool(racers);
    try (RunStore race = Store.open(folder, durability).create(Runs.record("race"))) {
      for (int number = 0; number < races; number++) {
        race(race, "step" + number, racers, threads);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void race(RunStore run, String step, int racers, ExecutorService threads)
      throws InterruptedException, ExecutionException {
    CountDownLatch start = new CountDownLatch(racers);
    List<Future<Boolean>> replies = new ArrayList<>();
    for (int racer = 0; racer < racers; racer++) {
      Commit commit = racing(step, racer);
      replies.add(
          threads.submit(
              () -> {
                start.countDown();
                start.await();
                return run.commit(commit);
              }));
    }
    List<Integer> winners = new ArrayList<>();
    for (int racer = 0; racer < racers; racer++) {
      if (replies.get(racer).get()) {
        winners.add(racer);
      }
    }
    assertThat(winners).as("winners of %s", step).hasSize(1);
    assertThat(run.committed(step)).contains(racing(step, winners.get(0)));
  }

  private static Commit racing(String step, int racer) {
    return new Commit(
        step, racer, ("nonce" + racer).repeat(500), "f", Commit.Kind.NORMAL, List.of());
  }

  @Test
  void letsExactlyOneOfTwoProcessesWin() throws IOException, InterruptedException {
    try (OtherProcess other = OtherProcess.start(folder, "r1", "commit")) {
      assertThat(other.reply()).isEqualTo("is ready");
      other.proceed();
      other.reply();
      List<String> mine = OtherProcess.commits(run, "mine");
      String theirs = other.reply();

      for (int number = 0; number < 200; number++) {
        String step = "step" + number;
        boolean won = mine.contains(step);
        assertThat(theirs.matches(".*\\b" + step + "\\b.*")).as(step).isEqualTo(!won);
        assertThat(run.committed(step).orElseThrow().nonce()).isEqualTo(won ? "mine" : "other");
      }
    }
  }

  @Test
  void leavesOnlyTheCommitBehind() {
    run.commit(commit("first"));
    run.commit(commit("second"));

    assertThat(folder.resolve("runs/r1/t/load").toFile().list()).containsExactly("commit.json");
  }

  @Test
  void refusesAMissingArtifact() throws IOException {
    Commit.Artifact artifact = value("[1,2,3]");
    run.commit(commit("n", artifact));
    Files.delete(folder.resolve(artifact.path()));

    refuses(() -> run.committed("load"), damaged(artifact) + "it is missing (run it again)");
    refuses(() -> run.verify(artifact), damaged(artifact) + "it is missing (run it again)");
    refuses(() -> run.read(artifact), damaged(artifact) + "it is missing (run it again)");
  }

  @Test
  void refusesATruncatedArtifact() throws IOException {
    Commit.Artifact artifact = value("[1,2,3]");
    run.commit(commit("n", artifact));
    Files.write(folder.resolve(artifact.path()), "[1,2".getBytes(UTF_8));

    String message = damaged(artifact) + "it has 4 bytes of 7 (run it again)";
    refuses(() -> run.committed("load"), message);
    refuses(() -> run.verify(artifact), message);
    refuses(() -> run.read(artifact), message);
  }

  @Test
  void refusesAFlippedByte() throws IOException {
    Commit.Artifact artifact = value("[1,2,3]");
    run.commit(commit("n", artifact));
    Files.write(folder.resolve(artifact.path()), "[1,2,4]".getBytes(UTF_8));
    String message =
        damaged(artifact)
            + "its SHA-256 is "
            + Digests.of("[1,2,4]".getBytes(UTF_8))
            + ", not "
            + artifact.sha256()
            + " (run it again)";

    assertThat(run.committed("load")).isPresent();
    refuses(() -> run.verify(artifact), message);
    refuses(() -> run.read(artifact), message);
  }

  @Test
  void acceptsAWholeArtifact() {
    run.verify(value("[1,2,3]"));
  }

  @Test
  void refusesAnArtifactThatIsALink() throws IOException {
    Commit.Artifact artifact = value("[1,2,3]");
    Path file = folder.resolve(artifact.path());
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(file, elsewhere);
    Files.createSymbolicLink(file, elsewhere);

    refuses(() -> run.verify(artifact), damaged(artifact) + "it is missing (run it again)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "/etc/passwd", "runs/../../secret", "a/../../secret"})
  void refusesPathsThatLeaveTheStore(String path) {
    Commit.Artifact artifact = new Commit.Artifact(path, 1, "");

    refuses(
        () -> run.path(artifact), damaged(artifact) + "its path leaves the store (run it again)");
    refuses(
        () -> run.read(artifact), damaged(artifact) + "its path leaves the store (run it again)");
  }

  @Test
  void refusesPathsThatAreNone() {
    Commit.Artifact artifact = new Commit.Artifact("a\u0000b", 1, "");

    refuses(() -> run.path(artifact), damaged(artifact) + "its path is illegal (run it again)");
  }

  private static String damaged(Commit.Artifact artifact) {
    return "Cannot use artifact: " + artifact.path() + " is damaged: ";
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"step\":\"load\"", "null", "{}", "{\"artifacts\":null}"})
  void refusesADamagedCommit(String content) throws IOException {
    run.commit(commit("n"));
    Path file = folder.resolve("runs/r1/t/load/commit.json");
    Files.writeString(file, content, StandardOpenOption.TRUNCATE_EXISTING);

    refuses(
        () -> run.committed("load"),
        "Cannot read record: " + file + " is damaged (restore it, or delete its run)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "a b", ".a", "ä"})
  void refusesIllegalStepNames(String step) {
    assertThatThrownBy(() -> run.committed(step))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid step: '"
                + step
                + "' (must be letters, digits, '_', '.' and '-', at most 128, the first a letter or"
                + " digit)");
  }

  @Test
  void listsStepsAndAttemptsInOrder() {
    for (int attempt : List.of(1, 2, 10, 3)) {
      run.attempt("load", attempt).writeValue(new byte[0]);
    }
    run.attempt("fit", 10, 1).log(new byte[0], 0, 0);
    run.attempt("fit", 9, 2).log(new byte[0], 0, 0);
    run.attempt("fit", 9, 1).log(new byte[0], 0, 0);

    assertThat(run.steps()).containsExactly("fit", "load");
    assertThat(run.attempts("load"))
        .extracting(AttemptStore::name)
        .containsExactly("1", "2", "3", "10");
    assertThat(run.attempts("fit"))
        .extracting(AttemptStore::name)
        .containsExactly("9-1", "9-2", "10-1");
    assertThat(run.attempts("save")).isEmpty();
  }

  @Test
  void recordsItsEndOnce() {
    EndRecord end = new EndRecord(RunStatus.FAILED, Instant.EPOCH, "load", "Cannot read");
    assertThat(run.end()).isEmpty();

    run.end(end);
    run.end(new EndRecord(RunStatus.SUCCEEDED, Instant.EPOCH, "", ""));

    assertThat(run.end()).isEqualTo(Optional.of(end));
    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(store.runs().get(0).ended()).contains(Instant.EPOCH);
  }

  @Test
  void worksOnAThreadThatIsInterrupted() {
    Store durable = Store.open(folder.resolve("durable"), Durability.COMMIT);
    Thread.currentThread().interrupt();
    try (RunStore interrupted = durable.create(Runs.record("r1"))) {
      AttemptStore attempt = interrupted.attempt("load", 1);
      Commit commit = commit("n", attempt.writeValue("7".getBytes(UTF_8)));
      interrupted.commit(commit);

      assertThat(interrupted.committed("load")).contains(commit);
      assertThat(interrupted.read(commit.artifacts().get(0))).asString().isEqualTo("7");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTERNAL))
        .hasMessage(message);
  }
}
