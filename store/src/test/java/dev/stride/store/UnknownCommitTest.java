// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits whose answer is lost. */
class UnknownCommitTest {
  private static final Duration PATIENCE = Duration.ofMillis(1);

  @TempDir Path folder;

  /** When an operation fails: before it is done, or after. */
  private enum When {
    BEFORE,
    AFTER
  }

  private static FileProbe failing(When when, Predicate<FileOperation> chosen) {
    return new FileProbe() {
      @Override
      public <T> T perform(FileOperation operation, Action<T> action) throws IOException {
        if (!chosen.test(operation)) {
          return action.perform();
        }
        if (when == When.AFTER) {
          action.perform();
        }
        throw new IOException("Input/output error");
      }
    };
  }

  private static boolean isCommit(Path file) {
    return file.endsWith("commit.json");
  }

  private static Commit commit(String nonce) {
    return new Commit("fit", 1, nonce, "f", Commit.Kind.NORMAL, List.of());
  }

  private RunStore run(FileProbe probe) {
    Store.open(folder, Durability.COMMIT).create(Runs.record("r1")).close();
    return again(probe);
  }

  private RunStore again(FileProbe probe) {
    return Store.open(folder, Durability.COMMIT, probe, PATIENCE).find("r1");
  }

  private StrideException unknown(RunStore run, String nonce) {
    StrideException failure =
        catchThrowableOfType(StrideException.class, () -> run.commit(commit(nonce)));
    assertThat(failure.failureClass()).isEqualTo(FailureClass.UNKNOWN_COMMIT);
    assertThat(failure.kind()).isEqualTo(FailureKind.UNKNOWN_OUTCOME);
    assertThat(failure)
        .hasMessage(
            "Cannot tell whether step 'fit' is committed: the store does not answer for its commit"
                + " (when it does, stride resume r1 looks first, and repeats the step only if it is"
                + " not)");
    return failure;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("runs/r1/t/fit"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void isWonWhenTheLinkLandedAndItsAnswerWasLost() throws IOException {
    RunStore run = run(failing(When.AFTER, FileOperation.Link.class::isInstance));

    assertThat(run.commit(commit("a"))).isTrue();
    assertThat(names()).containsExactly("commit.json");
  }

  @Test
  void isLostWhenAnotherHasWonAndTheAnswerWasLost() {
    RunStore run = run(failing(When.BEFORE, FileOperation.Link.class::isInstance));
    again(FileProbe.NONE).commit(commit("other"));

    assertThat(run.commit(commit("a"))).isFalse();
    assertThat(run.committed("fit")).get().extracting(Commit::nonce).isEqualTo("other");
  }

  @Test
  void hasFailedWhenTheLinkDidNotLand() throws IOException {
    RunStore run = run(failing(When.BEFORE, FileOperation.Link.class::isInstance));

    StrideException failure =
        catchThrowableOfType(StrideException.class, () -> run.commit(commit("a")));

    assertThat(failure.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failure).hasMessageContaining("Cannot commit").hasMessageContaining("Input/output");
    assertThat(names()).isEmpty();
  }

  @Test
  void staysUnknownWhenItCannotBeReadBackAndDeletesNothing() throws IOException {
    RunStore run =
        run(
            failing(
                When.BEFORE,
                operation ->
                    isCommit(operation.file())
                        && (operation instanceof FileOperation.Link
                            || operation instanceof FileOperation.Read)));

    unknown(run, "a");

    assertThat(names()).singleElement().asString().startsWith(".commit.json.");
    assertThat(again(FileProbe.NONE).committed("fit")).isEmpty();
  }

  @Test
  void staysUnknownWhenItsNameCannotBeMadeDurable() {
    RunStore run =
        run(
            failing(
                When.BEFORE,
                operation ->
                    operation instanceof FileOperation.SyncFolder
                        && operation.file().endsWith("fit")));

    unknown(run, "a");

    assertThat(again(FileProbe.NONE).committed("fit")).isPresent();
  }

  @Test
  void isOursWhenWeAskAgain() {
    RunStore run = run(FileProbe.NONE);

    assertThat(run.commit(commit("a"))).isTrue();
    assertThat(run.commit(commit("a"))).as("the same nonce is the same attempt").isTrue();
    assertThat(run.commit(commit("b"))).isFalse();
  }
}
