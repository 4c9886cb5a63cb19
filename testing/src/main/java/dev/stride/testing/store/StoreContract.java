// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.store.AttemptStore;
import dev.stride.store.Commit;
import dev.stride.store.EndRecord;
import dev.stride.store.GarbagePolicy;
import dev.stride.store.RunRecord;
import dev.stride.store.RunStatus;
import dev.stride.store.RunStore;
import dev.stride.store.RunSummary;
import dev.stride.store.SlotResult;
import dev.stride.store.SlotWriter;
import dev.stride.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store's protocol, wherever the store lies. Tests of a place extend this class. */
public abstract class StoreContract {
  private static final Instant STARTED = Instant.parse("2024-05-06T07:08:09.123456789Z");

  @TempDir Path folder;

  /** The store of this test, opened anew; all of a test lie at the same place. */
  protected abstract Store open();

  /** The same as another process opens it. */
  protected abstract Store openElsewhere();

  /** Overwrites one of the store's files, by its path in the store. */
  protected abstract void overwrite(String path, byte[] content) throws IOException;

  /** Whether {@link #openElsewhere} stands for another process where leases are concerned. */
  protected boolean canTakeOver() {
    return true;
  }

  private static RunRecord record(String run) {
    return record(run, "");
  }

  private static RunRecord record(String run, String tag) {
    return new RunRecord(
        run,
        "delays",
        "dev.example.Delays",
        "",
        Map.of("n", "1"),
        Map.of(),
        "plan\n",
        Map.of(),
        "",
        tag,
        "0.1.0",
        STARTED);
  }

  private static Commit commit(String nonce, List<Commit.Artifact> artifacts) {
    return new Commit("fit", 1, nonce, "fingerprint", Commit.Kind.NORMAL, artifacts);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void findsAgainWhatWasCreated() {
    open().create(record("r1")).close();

    Store again = open();
    assertThat(again.find("r1").run()).isEqualTo(record("r1"));
    assertThat(again.runs()).extracting(RunSummary::run).containsExactly("r1");
    assertThatThrownBy(() -> again.find("r2")).hasMessageStartingWith("Cannot find run: r2 in ");
  }

  @Test
  void refusesARunThatIsThereAlready() {
    open().create(record("r1")).close();

    assertThatThrownBy(() -> open().create(record("r1", "other")))
        .hasMessageContaining("r1 exists already");
  }

  @Test
  void tellsHowARunHasEnded() {
    try (RunStore run = open().create(record("r1"))) {
      assertThat(open().find("r1").status()).isEqualTo(RunStatus.RUNNING);
      run.end(new EndRecord(RunStatus.FAILED, STARTED, "fit", "it failed"));
      run.end(new EndRecord(RunStatus.SUCCEEDED, STARTED, "", ""));
    }

    assertThat(open().find("r1").end())
        .contains(new EndRecord(RunStatus.FAILED, STARTED, "fit", "it failed"));
  }

  @Test
  void isInterruptedWhereNobodyWorksOnIt() {
    open().create(record("r1")).close();

    assertThat(openElsewhere().find("r1").status()).isEqualTo(RunStatus.INTERRUPTED);
  }

  @Test
  void isWorkedOnByOneAtATime() {
    try (RunStore run = open().create(record("r1"))) {
      for (Store other : List.of(open(), openElsewhere())) {
        RunStore found = other.find("r1");
        assertThat(found.status()).isEqualTo(RunStatus.RUNNING);
        assertThatThrownBy(found::acquire)
            .isInstanceOfSatisfying(
                StrideException.class,
                e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
            .hasMessageStartingWith("Cannot continue run: r1 is being worked on by process ");
      }
      assertThat(run.epoch()).isEqualTo(1);
    }
    try (RunStore next = openElsewhere().find("r1")) {
      next.acquire();
      assertThat(next.epoch()).isEqualTo(2);
    }
  }

  @Test
  void letsTheOneThatWasTakenOverWriteNothing() {
    assumeTrue(canTakeOver(), "another process is needed");
    try (RunStore run = open().create(record("r1"));
        RunStore other = openElsewhere().find("r1")) {
      other.takeOver();

      assertThatThrownBy(() -> run.commit(commit("late", List.of())))
          .hasMessageContaining("the run was taken over by process ");
      assertThat(run.isTakenOver()).isTrue();
      assertThat(other.commit(commit("other", List.of()))).isTrue();
      assertThat(other.epoch()).isEqualTo(2);
    }
  }

  @Test
  void hearsThatItIsToStop() {
    try (RunStore run = open().create(record("r1"))) {
      assertThat(run.isStopRequested()).isFalse();
      openElsewhere().find("r1").requestStop();
      assertThat(run.isStopRequested()).isTrue();
    }
  }

  @Test
  void commitsOnce() {
    try (RunStore run = open().create(record("r1"))) {
      assertThat(run.commit(commit("a", List.of()))).isTrue();
      assertThat(run.commit(commit("b", List.of()))).isFalse();
      // As after an answer that was lost.
      assertThat(run.commit(commit("a", List.of()))).isTrue();
    }
    assertThat(open().find("r1").committed("fit").orElseThrow().nonce()).isEqualTo("a");
  }

  private List<Commit.Artifact> output(RunStore run, String text) throws IOException {
    AttemptStore attempt = run.attempt("fit", 1);
    Path out = attempt.outputFolder();
    Files.write(out.resolve("part-00000.parquet"), bytes(text));
    Files.write(out.resolve("part-00001.parquet"), bytes(""));
    return attempt.sealOutput();
  }

  @Test
  void keepsTheFilesOfAnOutput() throws IOException {
    try (RunStore run = open().create(record("r1"))) {
      run.commit(commit("a", output(run, "rows")));
    }

    for (Store store : List.of(open(), openElsewhere())) {
      RunStore found = store.find("r1");
      List<Commit.Artifact> files = found.committed("fit").orElseThrow().artifacts();
      assertThat(files)
          .extracting(Commit.Artifact::path)
          .containsExactly(
              "runs/r1/t/fit/a/1/out/part-00000.parquet",
              "runs/r1/t/fit/a/1/out/part-00001.parquet");
      files.forEach(found::verify);
      assertThat(found.path(files.get(0))).hasContent("rows").hasFileName("part-00000.parquet");
      assertThat(found.path(files.get(1)).getParent())
          .isEqualTo(found.path(files.get(0)).getParent());
    }
  }

  @Test
  void refusesAnOutputThatIsNotWhatWasCommitted() throws IOException {
    List<Commit.Artifact> files;
    try (RunStore run = open().create(record("r1"))) {
      files = output(run, "rows");
      run.commit(commit("a", files));
    }
    overwrite(files.get(0).path(), bytes("rags"));

    RunStore found = openElsewhere().find("r1");
    assertThatThrownBy(() -> found.verify(files.get(0)))
        .isInstanceOfSatisfying(
            StrideException.class,
            e -> assertThat(e.failureClass()).isEqualTo(FailureClass.CORRUPT))
        .hasMessageContaining("is damaged: its SHA-256 is ");
    overwrite(files.get(0).path(), bytes("r"));
    assertThatThrownBy(() -> found.committed("fit"))
        .hasMessageContaining("is damaged: it has 1 bytes of 4");
  }

  @Test
  void keepsValuesAndOutcomesAndLogs() {
    try (RunStore run = open().create(record("r1"))) {
      try (AttemptStore attempt = run.attempt("fit", 1)) {
        attempt.log(bytes("first\n"), 0, 6);
        attempt.log(bytes("second\n"), 0, 7);
        run.commit(commit("a", List.of(attempt.writeValue(bytes("{}")))));
      }
    }
    RunStore found = openElsewhere().find("r1");
    assertThat(found.read(found.committed("fit").orElseThrow().artifacts().get(0)))
        .isEqualTo(bytes("{}"));
    assertThat(found.log("fit", "1")).isEqualTo("first\nsecond\n");
    assertThat(found.steps()).containsExactly("fit");
  }

  private static SlotResult slot(int slot) {
    return new SlotResult(slot, 1, SlotResult.Kind.NORMAL, 7, 3, bytes("value " + slot));
  }

  private static Map<Integer, String> slots(RunStore run) {
    Map<Integer, String> found = new TreeMap<>();
    run.readSlots("each")
        .forEach(slot -> found.put(slot.slot(), new String(slot.value(), StandardCharsets.UTF_8)));
    return found;
  }

  @Test
  void keepsTheResultsOfSlotsAndGoesOnWithThem() {
    try (RunStore run = open().create(record("r1"));
        SlotWriter writer = run.writeSlots("each", "same", 2_500)) {
      for (int slot = 0; slot < 1_400; slot++) {
        writer.add(slot(slot));
      }
    }
    assertThat(slots(openElsewhere().find("r1"))).hasSize(1_400).containsEntry(0, "value 0");

    try (RunStore run = openElsewhere().find("r1")) {
      run.acquire();
      try (SlotWriter writer = run.writeSlots("each", "same", 2_500)) {
        for (int slot = 1_400; slot < 2_500; slot++) {
          writer.add(slot(slot));
        }
      }
      assertThat(run.readSlots("each").fingerprint()).contains("same");
    }
    Map<Integer, String> all = slots(open().find("r1"));
    assertThat(all).hasSize(2_500).containsEntry(2_499, "value 2499");
    assertThat(List.copyOf(all.keySet())).isSorted();
  }

  @Test
  void keepsWhatSlotsPrint() {
    try (RunStore run = open().create(record("r1"));
        var output = run.slotOutput("each")) {
      output.of(3).log(bytes("three"), 0, 5);
      output.of(5).log(bytes("five"), 0, 4);
    }
    assertThat(openElsewhere().find("r1").log("each", "3-1")).isEqualTo("three");
  }

  @Test
  void collectsWhatNoCommitNames() throws IOException {
    try (RunStore run = open().create(record("r1"))) {
      output(run, "lost");
      run.commit(commit("a", List.of(run.attempt("fit", 2).writeValue(bytes("1")))));
    }
    GarbagePolicy all = GarbagePolicy.ofDefaults().after(Duration.ZERO);
    Instant later = Instant.now().plus(Duration.ofDays(1));
    List<String> found = new ArrayList<>();
    openElsewhere().collect(all, later).forEach(garbage -> found.add(garbage.path()));

    assertThat(found).contains("runs/r1/t/fit/a/1/out");
    RunStore left = openElsewhere().find("r1");
    assertThat(left.read(left.committed("fit").orElseThrow().artifacts().get(0)))
        .isEqualTo(bytes("1"));
    assertThat(openElsewhere().collect(all, later)).isEmpty();
  }
}
