// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker finds each promise that is broken in a store that is sound otherwise. */
class StoreCheckerTest {
  private static final String TEXT = "[1,2]";

  @TempDir private Path store;
  private Path step;

  @BeforeEach
  void writeASoundStore() throws IOException {
    Path run = store.resolve("runs/r1");
    step = run.resolve("t/act");
    write(
        run.resolve("run.json"),
        "{'run':'r1','plan':'workflow w\n  act  thread  from first; retry 1; because: b\n','inputs':"
            + "{'first':[],'act':['first']}}");
    commit("first", "n1", "NORMAL");
    commit("act", "n2", "NORMAL");
    outcome(1, "SUCCEEDED", "");
    write(run.resolve("t/first/a/1/outcome.json"), "{'status':'SUCCEEDED'}");
    write(run.resolve("end.json"), "{'status':'SUCCEEDED'}");
  }

  private static void write(Path file, String json) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, json.replace('\'', '"').replace("\n", "\\n"));
  }

  private void commit(String name, String nonce, String kind) throws IOException {
    Path folder = store.resolve("runs/r1/t").resolve(name);
    Path value = folder.resolve("a/1/out/value.json");
    Files.createDirectories(value.getParent());
    Files.writeString(value, TEXT);
    write(
        folder.resolve("commit.json"),
        "{'step':'%s','attempt':1,'nonce':'%s','kind':'%s','artifacts':[{'path':'%s','size':%d,'sha256':'%s'}]}"
            .formatted(
                name,
                nonce,
                kind,
                store.relativize(value),
                TEXT.length(),
                StoreChecker.sha256(TEXT.getBytes(StandardCharsets.UTF_8))));
  }

  private void outcome(int attempt, String status, String paidBy) throws IOException {
    String verdict =
        paidBy.isEmpty() ? "null" : "{'failureClass':'EXCEPTION','paidBy':'" + paidBy + "'}";
    write(
        step.resolve("a/" + attempt + "/outcome.json"),
        "{'status':'" + status + "','verdict':" + verdict + "}");
  }

  private List<String> breaches() {
    return StoreChecker.breaches(store).stream()
        .map(text -> text.replace(store + "/", ""))
        .toList();
  }

  @Test
  void findsNothingInASoundStore() {
    assertThat(breaches()).isEmpty();
  }

  @Test
  void findsACommitThatAnotherStepHasAsWell() throws IOException {
    commit("act", "n1", "NORMAL");

    assertThat(breaches())
        .containsExactly(
            "I1: runs/r1/t/first and runs/r1/t/act were committed by the same attempt");
  }

  @Test
  void findsACommittedFileWithOtherBytes() throws IOException {
    Files.writeString(step.resolve("a/1/out/value.json"), "[1,3]");

    assertThat(breaches())
        .containsExactly(
            "I2: runs/r1/t/act names runs/r1/t/act/a/1/out/value.json, which has other bytes");
  }

  @Test
  void findsACommittedFileThatIsShort() throws IOException {
    Files.writeString(step.resolve("a/1/out/value.json"), "[1");

    assertThat(breaches()).singleElement().asString().endsWith("value.json, which has 2 bytes");
  }

  @Test
  void findsATornRecord() throws IOException {
    Files.writeString(step.resolve("a/1/outcome.json"), "{\"status\":");

    assertThat(breaches()).contains("I2: runs/r1/t/act/a/1/outcome.json is torn");
  }

  @Test
  void findsAStepThatIsThereWithoutItsInput() throws IOException {
    Files.delete(store.resolve("runs/r1/t/first/commit.json"));

    assertThat(breaches())
        .containsExactly(
            "I3: runs/r1 has step act without its input first",
            "I5: runs/r1 has succeeded without step first");
  }

  @Test
  void findsTheBytesOfAnotherRunInACommitThatIsNoClone() throws IOException {
    commit("act", "n2", "CLONED");

    assertThat(breaches())
        .singleElement()
        .asString()
        .startsWith("I3: ")
        .endsWith("which its kind CLONED does not allow");
  }

  @Test
  void findsAnAttemptWithoutEndBeforeAnother() throws IOException {
    outcome(2, "SUCCEEDED", "");
    Files.delete(step.resolve("a/1/outcome.json"));

    assertThat(breaches())
        .contains("I4: runs/r1/t/act/a/1 has no outcome, and another attempt followed");
  }

  @Test
  void findsAGapBetweenAttempts() throws IOException {
    outcome(3, "SUCCEEDED", "");

    assertThat(breaches()).contains("I8: runs/r1/t/act has the attempts [1, 3], with a gap");
  }

  @Test
  void findsAnAttemptAfterASuccess() throws IOException {
    outcome(2, "SUCCEEDED", "");

    assertThat(breaches())
        .contains("I8: runs/r1/t/act has an attempt after one that ended as SUCCEEDED");
  }

  @Test
  void findsAnAttemptThatNobodyPaidFor() throws IOException {
    outcome(1, "FAILED", "NONE");
    outcome(2, "SUCCEEDED", "");

    assertThat(breaches())
        .contains(
            "I8: runs/r1/t/act has an attempt after one that ended as FAILED, paid by NONE:"
                + " SUCCEEDED");
  }

  @ParameterizedTest
  @CsvSource({"USER, 1", "SYSTEM, 5", "ESCALATION, 2"})
  void findsMoreAttemptsThanABudgetGrants(String budget, int granted) throws IOException {
    for (int attempt = 1; attempt <= granted + 1; attempt++) {
      outcome(attempt, "FAILED", budget);
    }
    outcome(granted + 2, "SUCCEEDED", "");

    assertThat(breaches())
        .contains(
            "I8: runs/r1/t/act has spent %d of %d of budget %s"
                .formatted(granted + 1, granted, budget));
  }

  @Test
  void findsWhatHasChangedForGood() throws IOException {
    Map<Path, String> before = StoreChecker.finalFiles(store);
    outcome(1, "FAILED", "NONE");
    Files.delete(store.resolve("runs/r1/end.json"));

    assertThat(StoreChecker.changes(before))
        .extracting(text -> text.replace(store + "/", ""))
        .containsExactlyInAnyOrder(
            "I5: runs/r1/t/act/a/1/outcome.json has changed", "I5: runs/r1/end.json is gone");
  }

  @Test
  void findsSecrets() throws IOException {
    Files.writeString(step.resolve("a/1/log.txt"), "the key is pässword!");

    assertThat(StoreChecker.holding(store, List.of("pässword", "other")))
        .extracting(text -> text.replace(store + "/", ""))
        .containsExactly("I9: runs/r1/t/act/a/1/log.txt holds a secret");
  }
}
