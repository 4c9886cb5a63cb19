// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.runner.execution.RunListener;
import dev.stride.runner.execution.StageProgress;
import dev.stride.runner.execution.StageProgress.State;
import dev.stride.store.Commit;
import dev.stride.store.RunStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which steps a resumed run takes over, and why it runs the others again. */
class ResumeTest {
  @TempDir private Path folder;
  private Stride stride;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    Shout.BROKEN.set("");
    file = Files.writeString(folder.resolve("lines.csv"), "word,count\na,1\nb,2\nc,3\n");
    stride = Stride.with(Settings.of(Map.of("stride.store", folder.resolve("store").toString())));
  }

  @AfterEach
  void close() {
    stride.close();
  }

  /** Hears how each stage ended. */
  private static final class Ends implements RunListener {
    private final Map<String, String> ends = new TreeMap<>();

    @Override
    public synchronized void changed(StageProgress stage) {
      State state = stage.state();
      if (state.isFinal()) {
        String reason = stage.reason().isEmpty() ? "" : ": " + stage.reason();
        ends.put(stage.stage().name(), state + reason);
      }
    }
  }

  private String run(Object least) {
    return stride.run(new Shout(), Map.of("file", file.toString(), "least", least)).run();
  }

  private String failedRun() {
    try {
      return run(2);
    } catch (RunFailed e) {
      return e.run();
    }
  }

  private Map<String, String> resumed(String run, String expected) {
    Ends ends = new Ends();
    RunResult result = stride.resume(run, new Shout(), RunOptions.ofDefaults().listeningWith(ends));
    assertThat(result.value(String.class)).isEqualTo(expected);
    return ends.ends;
  }

  @Test
  void takesOverEverythingOfARunThatSucceeded() {
    String run = run(2);
    assertThat(resumed(run, "B C").values()).containsOnly("REUSED");
    assertThat(stride.resumePlan(run, new Shout(), RunOptions.ofDefaults()))
        .containsExactly("frequent: reused", "words: reused", "upper: reused", "joined: reused");
  }

  @Test
  void takesOverWhatTheLatestRunsHaveDoneWhereThatIsAskedFor() {
    run(2);
    Shout.BROKEN.set("joined");
    failedRun();
    Shout.BROKEN.set("");
    Ends ends = new Ends();

    RunOptions reusing = RunOptions.ofDefaults().reusing().listeningWith(ends);
    RunResult same = stride.run(new Shout(), Map.of("file", file.toString(), "least", 2), reusing);
    assertThat(same.value(String.class)).isEqualTo("B C");
    assertThat(ends.ends.values()).containsOnly("REUSED");
    assertThat(stride.store().find(same.run()).run().resumed()).isEmpty();

    RunResult other = stride.run(new Shout(), Map.of("file", file.toString(), "least", 1), reusing);
    assertThat(other.value(String.class)).isEqualTo("A B C");
    assertThat(ends.ends)
        .containsEntry("frequent", "SUCCEEDED: a parameter has changed")
        .containsEntry("joined", "SUCCEEDED: an input has changed");
  }

  /** A step whose lambda uses a variable of the definition. */
  private static final class Capturing implements Workflow {
    private final Object captured;

    Capturing(Object captured) {
      this.captured = captured;
    }

    @Override
    public void define(WorkflowBuilder workflow) {
      Object value = captured;
      workflow.result(workflow.step("text", () -> String.valueOf(value)));
    }
  }

  /** A value with parts. */
  record Pair(String key, List<Integer> values) {}

  @Test
  void seesWhatALambdaHasCaptured() {
    for (Object same : List.of(900, "text", new Pair("a", List.of(1, 2)), State.FAILED)) {
      String run = stride.run(new Capturing(same)).run();
      assertThat(stride.resumePlan(run, new Capturing(same), RunOptions.ofDefaults()))
          .containsExactly("text: reused");
      for (Object other : List.of(5, "other", new Pair("a", List.of(2, 1)), State.REUSED)) {
        assertThat(stride.resumePlan(run, new Capturing(other), RunOptions.ofDefaults()))
            .containsExactly("text: runs again: a parameter has changed");
      }
    }
  }

  @Test
  void runsAgainWhatHasCapturedSomethingThatCannotBeCompared() {
    Workflow workflow = new Capturing(new StringBuilder("text"));
    String run = stride.run(workflow).run();

    assertThat(stride.resumePlan(run, workflow, RunOptions.ofDefaults()))
        .containsExactly("text: runs again: a parameter has changed");
  }

  @Test
  void runsEverythingAgainWhereNothingElseIsAskedFor() {
    run(2);
    Ends ends = new Ends();
    stride.run(
        new Shout(),
        Map.of("file", file.toString(), "least", 2),
        RunOptions.ofDefaults().listeningWith(ends));
    assertThat(ends.ends.values()).containsOnly("SUCCEEDED");
  }

  @Test
  void seesInThePlanThatSlotsAreMissing() throws IOException {
    String run = run(2);
    Path slots = folder.resolve("store/runs").resolve(run).resolve("t/upper/slots");
    Files.delete(slots.resolve("0000000.json"));
    try (FileChannel log =
        FileChannel.open(slots.resolve("0000000.log"), StandardOpenOption.WRITE)) {
      log.truncate(log.size() - 1);
    }

    assertThat(stride.resumePlan(run, new Shout(), RunOptions.ofDefaults()))
        .contains(
            "upper: runs again in slots 1 of 2: their results are missing",
            "joined: runs again if an input comes out differently");
    assertThat(resumed(run, "B C").values()).contains("REUSED", "SUCCEEDED");
  }

  @Test
  void runsOnlyTheStepThatHadFailedAndThoseAfterIt() {
    Shout.BROKEN.set("joined");
    String run = failedRun();
    Shout.BROKEN.set("");
    assertThat(stride.resumePlan(run, new Shout(), RunOptions.ofDefaults()))
        .containsExactly(
            "frequent: reused",
            "words: reused",
            "upper: reused",
            "joined: runs again: it has no result yet");
    assertThat(resumed(run, "B C"))
        .containsEntry("frequent", "REUSED")
        .containsEntry("upper", "REUSED")
        .containsEntry("joined", "SUCCEEDED: it has no result yet");
  }

  @Test
  void runsOnlyTheSlotThatHadFailed() {
    Shout.BROKEN.set("c");
    String run = failedRun();
    Shout.BROKEN.set("");
    assertThat(stride.resumePlan(run, new Shout(), RunOptions.ofDefaults()))
        .contains("upper: runs again in slots 1 of 2: it has no result yet");
    assertThat(resumed(run, "B C"))
        .containsEntry("words", "REUSED")
        .containsEntry("upper", "SUCCEEDED");
  }

  @Test
  void readsAFileAgainThatHasChanged() throws IOException {
    String run = run(2);
    Files.writeString(file, "word,count\na,1\nb,2\nc,3\nd,4\n");
    assertThat(resumed(run, "B C D"))
        .containsEntry("frequent", "SUCCEEDED: an input has changed")
        .containsEntry("words", "SUCCEEDED: an input has changed")
        .containsEntry("upper", "SUCCEEDED")
        .containsEntry("joined", "SUCCEEDED: an input has changed");
  }

  @Test
  void takesOverTheSlotsOfElementsThatAreStillInTheList() throws IOException {
    String run = run(2);
    Files.writeString(file, "word,count\na,7\nb,2\nc,3\n");
    Shout.BROKEN.set("b");
    assertThat(resumed(run, "A B C")).containsEntry("upper", "SUCCEEDED");
  }

  @Test
  void stopsRunningStepsAgainWhereTheContentIsTheSame() throws IOException {
    String run = run(2);
    Files.writeString(file, "word,count\nz,1\nb,2\nc,3\n");
    assertThat(resumed(run, "B C"))
        .containsEntry("frequent", "SUCCEEDED: an input has changed")
        .containsEntry("words", "REUSED")
        .containsEntry("joined", "REUSED");
  }

  @Test
  void makesADamagedOutputAgain() throws IOException {
    String run = run(2);
    try (RunStore store = stride.store().find(run)) {
      Commit.Artifact artifact = store.committed("words").orElseThrow().artifacts().get(0);
      byte[] bytes = Files.readAllBytes(store.path(artifact));
      bytes[2] ^= 1;
      Files.write(store.path(artifact), bytes);
    }
    assertThat(resumed(run, "B C"))
        .containsEntry("frequent", "REUSED")
        .containsEntry("words", "SUCCEEDED: its output is damaged")
        .containsEntry("joined", "REUSED");
  }

  @Test
  void goesOnFromARunThatWentOnItself() {
    Shout.BROKEN.set("joined");
    String first = failedRun();
    Shout.BROKEN.set("c");
    String second;
    try {
      second = stride.resume(first, new Shout(), RunOptions.ofDefaults()).run();
    } catch (RunFailed e) {
      second = e.run();
    }
    Shout.BROKEN.set("");
    assertThat(resumed(second, "B C")).containsEntry("upper", "REUSED");
  }
}
