// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.failure.Budget;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptStoreTest {
  private static final int CAP = 64 << 20;
  private static final String CAP_NOTE = "\n… the log ends here: it reached 64 MiB\n";

  @TempDir Path folder;
  private RunStore run;
  private AttemptStore attempt;
  private Path files;

  @BeforeEach
  void create() {
    run = Store.open(folder, Durability.COMMIT).create(Runs.record("r1"));
    attempt = run.attempt("load", 2);
    files = folder.resolve("runs/r1/t/load/a/2");
  }

  @AfterEach
  void close() {
    attempt.close();
    run.close();
  }

  @Test
  void leavesNothingUntilSomethingIsPutIntoIt() {
    assertThat(attempt.outcome()).isEmpty();
    assertThat(attempt.log()).isEmpty();
    assertThat(files).doesNotExist();
    assertThat(attempt.name()).isEqualTo("2");
  }

  @Test
  void writesAValueAndTellsItsSizeAndDigest() {
    Commit.Artifact artifact = attempt.writeValue("\"é\"".getBytes(UTF_8));

    assertThat(artifact)
        .isEqualTo(
            new Commit.Artifact(
                "runs/r1/t/load/a/2/value.json", 4, Digests.of("\"é\"".getBytes(UTF_8))));
    assertThat(run.read(artifact)).isEqualTo("\"é\"".getBytes(UTF_8));
  }

  @Test
  void refusesToWriteItsValueTwice() {
    attempt.writeValue(new byte[] {'1'});

    assertThatThrownBy(() -> attempt.writeValue(new byte[] {'2'}))
        .hasMessageStartingWith("Cannot write " + files.resolve("value.json"))
        .hasMessageContaining("a file stands in its place");
    assertThat(files.resolve("value.json")).hasContent("1");
  }

  @Test
  void sealsTheFilesOfItsOutputInOrder() throws IOException {
    Path out = attempt.outputFolder();
    Files.writeString(out.resolve("part-1.parquet"), "bb");
    Files.writeString(out.resolve("part-0.parquet"), "a");

    List<Commit.Artifact> artifacts = attempt.sealOutput();

    assertThat(artifacts)
        .containsExactly(
            new Commit.Artifact(
                "runs/r1/t/load/a/2/out/part-0.parquet", 1, Digests.of(new byte[] {'a'})),
            new Commit.Artifact(
                "runs/r1/t/load/a/2/out/part-1.parquet", 2, Digests.of(new byte[] {'b', 'b'})));
    artifacts.forEach(run::verify);
  }

  @Test
  void emptiesItsOutputFolderWhenItIsAskedForAgain() throws IOException {
    Path out = attempt.outputFolder();
    Files.createDirectory(out.resolve("nested"));
    Files.writeString(out.resolve("nested/old"), "old");

    assertThat(attempt.outputFolder()).isEqualTo(out).isEmptyDirectory();
    assertThat(attempt.sealOutput()).isEmpty();
  }

  @Test
  void keepsOutcomes() {
    Outcome outcome =
        new Outcome(
            2,
            Outcome.Status.FAILED,
            "thread",
            Runs.STARTED,
            Runs.STARTED.plusMillis(5),
            Optional.of(
                Outcome.Thrown.of(
                    FailureKind.USER,
                    new IllegalStateException("no", new IOException("disk 😀 \ud800")))),
            Optional.of(
                new Outcome.Verdict(
                    FailureClass.EXIT, Budget.USER, "", "a at b", Optional.of(42))));
    attempt.writeOutcome(outcome);

    assertThat(attempt.outcome()).contains(outcome);
    assertThat(run.attempts("load").get(0).outcome()).contains(outcome);
  }

  @Test
  void letsItsFirstOutcomeStand() {
    Outcome first = outcome(Outcome.Status.TIMED_OUT);
    attempt.writeOutcome(first);
    attempt.writeOutcome(outcome(Outcome.Status.SUCCEEDED));

    assertThat(attempt.outcome()).contains(first);
  }

  private static Outcome outcome(Outcome.Status status) {
    return new Outcome(
        2, status, "thread", Instant.EPOCH, Instant.EPOCH, Optional.empty(), Optional.empty());
  }

  @Test
  void keepsItsLog() {
    byte[] line = "…one line\n".getBytes(UTF_8);
    attempt.log(line, 0, line.length);
    attempt.log(line, 3, 4);
    attempt.close();
    attempt.log(line, 0, 0);
    attempt.log(line, line.length - 1, 1);

    assertThat(attempt.log()).isEqualTo("…one line\none \n");
    assertThat(run.attempts("load").get(0).log()).isEqualTo("…one line\none \n");
  }

  @Test
  void refusesALogThatIsALink() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "mine");
    Files.createDirectories(files);
    Files.createSymbolicLink(files.resolve("log.txt"), elsewhere);

    assertThatThrownBy(() -> attempt.log(new byte[] {'a'}, 0, 1))
        .hasMessageStartingWith("Cannot write " + files.resolve("log.txt"))
        .hasMessageContaining("it is a link");
    assertThat(elsewhere).hasContent("mine");
  }

  @Test
  void refusesALogThatIsAFileOfSomebodyElse() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "mine");
    Files.createDirectories(files);
    Files.createLink(files.resolve("log.txt"), elsewhere);

    assertThatThrownBy(() -> attempt.log(new byte[] {'a'}, 0, 1))
        .hasMessageContaining("it has another name as well");
    assertThat(elsewhere).hasContent("mine");
  }

  @Test
  void keepsALogOfNothing() {
    attempt.log(new byte[0], 0, 0);

    assertThat(attempt.log()).isEmpty();
    assertThat(run.attempts("load")).hasSize(1);
  }

  @Test
  void readsALogThatIsNoText() {
    attempt.log(new byte[] {'a', (byte) 0xff, 'b'}, 0, 3);

    assertThat(attempt.log()).isEqualTo("a\ufffdb");
  }

  @Test
  void endsItsLogAtTheCapAndSaysSoOnce() throws IOException {
    byte[] most = new byte[CAP - 10];
    Arrays.fill(most, (byte) 'x');
    attempt.log(most, 0, most.length);
    attempt.log("0123456789".getBytes(UTF_8), 0, 10);
    assertThat(files.resolve("log.txt")).hasSize(CAP);

    attempt.log("more".getBytes(UTF_8), 0, 4);
    attempt.log("still more".getBytes(UTF_8), 0, 10);
    attempt.close();
    AttemptStore again = run.attempt("load", 2);
    again.log("and more".getBytes(UTF_8), 0, 8);
    again.close();

    assertThat(Files.size(files.resolve("log.txt")))
        .isEqualTo(CAP + CAP_NOTE.getBytes(UTF_8).length);
    assertThat(attempt.log()).endsWith("6789" + CAP_NOTE);
  }

  @Test
  void cutsOneWriteThatIsLargerThanTheCap() throws IOException {
    byte[] huge = new byte[CAP + 1000];
    attempt.log(huge, 0, huge.length);

    assertThat(Files.size(files.resolve("log.txt")))
        .isEqualTo(CAP + CAP_NOTE.getBytes(UTF_8).length);
  }
}
