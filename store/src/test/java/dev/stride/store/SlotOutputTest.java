// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotOutputTest {
  @TempDir Path folder;
  private RunStore run;
  private SlotOutput output;
  private Path file;

  @BeforeEach
  void create() {
    run = Store.open(folder, Durability.COMMIT).create(Runs.record("r1"));
    output = run.slotOutput("fit");
    file = folder.resolve("runs/r1/t/fit/slots/output");
  }

  @AfterEach
  void close() {
    output.close();
    run.close();
  }

  private static void print(OutputLog log, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    log.log(bytes, 0, bytes.length);
  }

  @Test
  void leavesNothingUntilASlotSaysSomething() {
    output.of(3);
    output.close();

    assertThat(run.logs("fit", Optional.empty())).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void keepsWhatSlotsPrintApartInOneFile() throws IOException {
    OutputLog third = output.of(3);
    OutputLog tenth = output.of(10);
    print(tenth, "ten ");
    print(third, "drei\n");
    print(tenth, "zehn €\n");

    assertThat(run.logs("fit", Optional.empty()))
        .containsExactly(new AttemptLog("3-1", "drei\n"), new AttemptLog("10-1", "ten zehn €\n"));
    assertThat(run.logs("fit", Optional.of(10)))
        .containsExactly(new AttemptLog("10-1", "ten zehn €\n"));
    try (var children = Files.list(file.getParent())) {
      assertThat(children).containsExactly(file);
    }
    assertThat(folder.resolve("runs/r1/t/fit/a")).doesNotExist();
  }

  @Test
  void putsTheTraceOfAFailedAttemptBehindWhatItPrinted() {
    print(output.of(3), "trying\n");
    try (AttemptStore first = run.attempt("fit", 3, 1);
        AttemptStore second = run.attempt("fit", 3, 2)) {
      print(first, "trace\n");
      print(second, "again\n");
    }

    assertThat(run.logs("fit", Optional.of(3)))
        .containsExactly(
            new AttemptLog("3-1", "trying\ntrace\n"), new AttemptLog("3-2", "again\n"));
    assertThat(run.log("fit", "3-1")).isEqualTo("trying\ntrace\n");
    assertThat(run.log("fit", "4-1")).isEmpty();
  }

  @Test
  void goesOnBehindWhatAKilledProcessHasLeft() throws IOException {
    print(output.of(1), "whole");
    output.close();
    Files.write(file, new byte[] {0, 0, 0, 2, 0, 0, 0, 9, 't'}, StandardOpenOption.APPEND);

    assertThat(run.log("fit", "1-1")).isEqualTo("whole");
    assertThat(run.log("fit", "2-1")).isEmpty();
    try (SlotOutput next = run.slotOutput("fit")) {
      print(next.of(2), "new");
    }
    assertThat(run.log("fit", "2-1")).isEqualTo("new");
  }

  @Test
  void keepsWhatAThreadPrintsAfterTheEnd() {
    OutputLog slot = output.of(1);
    print(slot, "before ");
    output.close();
    print(slot, "after");

    assertThat(run.log("fit", "1-1")).isEqualTo("before after");
  }

  @Test
  void endsASlotsLogAtTheCapAndSaysSoOnce() {
    byte[] most = new byte[(64 << 20) + 1];
    Arrays.fill(most, (byte) 'x');
    OutputLog slot = output.of(1);
    slot.log(most, 0, most.length);
    print(slot, "more");
    print(output.of(2), "short");

    assertThat(run.log("fit", "1-1")).endsWith("xx\n… the log ends here: it reached 64 MiB\n");
    assertThat(run.log("fit", "2-1")).isEqualTo("short");
  }
}
