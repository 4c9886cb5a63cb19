// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageCollectorTest {
  private static final GarbagePolicy AT_ONCE = GarbagePolicy.ofDefaults().after(Duration.ZERO);
  private static final EndRecord DONE = new EndRecord(RunStatus.SUCCEEDED, Instant.EPOCH, "", "");

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.open(folder, Durability.NONE);
  }

  private static RunRecord record(String run, String resumed, int age) {
    return new RunRecord(
        run,
        "w",
        "W",
        "",
        Map.of(),
        Map.of(),
        "",
        Map.of(),
        resumed,
        "",
        "test",
        Instant.now().minus(Duration.ofHours(age)));
  }

  private static Commit commit(RunStore run, String nonce, int attempt) {
    Commit.Artifact artifact = run.attempt("fit", attempt).writeValue("1".getBytes(UTF_8));
    return new Commit("fit", attempt, nonce, "f", Commit.Kind.NORMAL, List.of(artifact));
  }

  /** A run whose first attempt was not committed and whose second was. */
  private Commit finished(String run, int age) {
    try (RunStore created = store.create(record(run, "", age))) {
      created.attempt("fit", 1).writeValue("0".getBytes(UTF_8));
      Commit commit = commit(created, run, 2);
      created.commit(commit);
      created.end(DONE);
      return commit;
    }
  }

  private List<String> collected(GarbagePolicy policy) {
    return store.collect(policy, Instant.now().plusSeconds(1)).stream().map(Garbage::path).toList();
  }

  private List<String> runs() {
    return store.runs().stream().map(RunSummary::run).toList();
  }

  @Test
  void deletesOutputsThatWereNotCommitted() {
    finished("r1", 1);

    assertThat(collected(AT_ONCE)).containsExactly("runs/r1/t/fit/a/1/value.json");
    assertThat(folder.resolve("runs/r1/t/fit/a/1/value.json")).doesNotExist();
    assertThat(store.find("r1").committed("fit")).isPresent();
    assertThat(collected(AT_ONCE)).isEmpty();
  }

  @Test
  void deletesTemporaryFiles() throws IOException {
    finished("r1", 1);
    String temporary = ".commit.json.00000000-0000-0000-0000-000000000000";
    Files.createFile(folder.resolve("runs/r1/t/fit").resolve(temporary));
    Files.createFile(folder.resolve("runs/r1").resolve(temporary));

    assertThat(collected(AT_ONCE))
        .containsExactly(
            "runs/r1/" + temporary, "runs/r1/t/fit/" + temporary, "runs/r1/t/fit/a/1/value.json");
  }

  @Test
  void leavesWhatIsYoungerThanTheGrace() {
    finished("r1", 1);

    assertThat(collected(GarbagePolicy.ofDefaults())).isEmpty();
  }

  @Test
  void listsAndDeletesNothing() {
    finished("r1", 1);

    assertThat(collected(AT_ONCE.keepingLast(0).listing()))
        .containsExactly("runs/r1/t/fit/a/1/value.json", "runs/r1");
    assertThat(folder.resolve("runs/r1/t/fit/a/1/value.json")).exists();
    assertThat(runs()).containsExactly("r1");
  }

  @Test
  void leavesRunsAloneThatAreBeingWorkedOn() {
    try (RunStore running = store.create(record("r1", "", 1))) {
      running.attempt("fit", 1).writeValue("0".getBytes(UTF_8));

      assertThat(collected(AT_ONCE.keepingLast(0))).isEmpty();
      assertThat(runs()).containsExactly("r1");
    }
  }

  @Test
  void deletesOldRuns() {
    finished("r1", 3);
    finished("r2", 2);
    finished("r3", 1);

    collected(AT_ONCE.keepingLast(2));
    assertThat(runs()).containsExactly("r3", "r2");
    collected(AT_ONCE.deletingOlderThan(Duration.ofMinutes(90)));
    assertThat(runs()).containsExactly("r3");
    assertThat(folder.resolve("runs/r1")).doesNotExist();
  }

  private void cloned(String run, String from, Commit commit) {
    try (RunStore clone = store.create(record(run, from, 0))) {
      clone.commit(new Commit("fit", 2, run, "f", Commit.Kind.CLONED, commit.artifacts()));
      clone.end(DONE);
    }
  }

  @Test
  void leavesRunsWhoseFilesARunThatStaysNames() {
    cloned("r2", "r1", finished("r1", 3));

    assertThat(collected(AT_ONCE.keepingLast(1))).doesNotContain("runs/r1");
    assertThat(runs()).containsExactly("r2", "r1");
    assertThat(collected(AT_ONCE.keepingLast(0))).contains("runs/r1", "runs/r2");
    assertThat(runs()).isEmpty();
  }

  @Test
  void leavesRunsWhoseFilesADamagedRunNames() throws IOException {
    cloned("r2", "r1", finished("r1", 3));
    Files.writeString(folder.resolve("runs/r2/run.json"), "torn");

    assertThat(collected(AT_ONCE.keepingLast(0))).doesNotContain("runs/r1", "runs/r2");
  }

  @Test
  void leavesRunsFromWhichARunGoesOn() {
    finished("r1", 3);
    try (RunStore resumed = store.create(record("r2", "r1", 0))) {
      assertThat(resumed.committed("fit")).isEmpty();

      collected(AT_ONCE.keepingLast(0));

      assertThat(runs()).containsExactly("r2", "r1");
    }
  }

  @Test
  void deletesTheRestOfARunThatWasBeingDeleted() throws IOException {
    finished("r1", 3);
    Files.createFile(folder.resolve("runs/r1/deleted.json"));
    Files.delete(folder.resolve("runs/r1/t/fit/commit.json"));

    assertThat(runs()).isEmpty();
    assertThatThrownBy(() -> store.find("r1")).hasMessageContaining("Cannot find run: r1");
    assertThat(collected(GarbagePolicy.ofDefaults())).containsExactly("runs/r1");
    assertThat(folder.resolve("runs/r1")).doesNotExist();
  }

  @Test
  void deletesRunsThatHaveNeverBegun() throws IOException {
    Files.createDirectories(folder.resolve("runs/r1"));

    assertThat(collected(GarbagePolicy.ofDefaults())).isEmpty();
    assertThat(store.collect(AT_ONCE, Instant.now().plusSeconds(60)))
        .singleElement()
        .extracting(Garbage::reason)
        .isEqualTo("its run has never begun");
  }

  @Test
  void deletesNothingWhoseCommitCannotBeRead() throws IOException {
    finished("r1", 1);
    Files.writeString(folder.resolve("runs/r1/t/fit/commit.json"), "torn");

    assertThat(collected(AT_ONCE)).isEmpty();
  }
}
