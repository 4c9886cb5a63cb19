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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotsTest {
  @TempDir Path folder;
  private RunStore run;
  private Path slots;

  @BeforeEach
  void create() {
    run = Store.open(folder, Durability.NONE).create(Runs.record("r1"));
    slots = folder.resolve("runs/r1/t/fit/slots");
  }

  @AfterEach
  void close() {
    run.close();
  }

  private static SlotResult result(int slot) {
    return new SlotResult(
        slot,
        1 + slot % 3,
        SlotResult.Kind.values()[slot % 3],
        slot * 31L,
        slot % 1000,
        ("value " + slot + "é".repeat(slot % 7)).getBytes(UTF_8));
  }

  private static List<SlotResult> results(int from, int to) {
    return IntStream.range(from, to).mapToObj(SlotsTest::result).toList();
  }

  private void write(int from, int to, int count) {
    try (SlotWriter writer = writer(count)) {
      results(from, to).forEach(writer::add);
    }
  }

  private SlotWriter writer(int count) {
    return run.writeSlots("fit", "f1", count);
  }

  private List<SlotResult> read() {
    List<SlotResult> results = new ArrayList<>();
    run.readSlots("fit").forEach(results::add);
    return results;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(slots)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void writesThousandsOfSlotsToTwoFilesPerRange() throws IOException {
    write(0, 2500, 2500);

    assertThat(read()).isEqualTo(results(0, 2500));
    assertThat(names())
        .containsExactly(
            "0000000.json",
            "0000000.log",
            "0000001.json",
            "0000001.log",
            "0000002.json",
            "0000002.log");
  }

  @Test
  void sealsARangeWhenItsLastSlotHasEnded() throws IOException {
    try (SlotWriter writer = writer(1500)) {
      results(1, 1000).forEach(writer::add);
      assertThat(names()).containsExactly("0000000.log");

      writer.add(result(0));
      assertThat(names()).containsExactly("0000000.json", "0000000.log");
    }
  }

  @Test
  void readsWhatWasAddedWhileTheWriterIsOpen() {
    try (SlotWriter writer = writer(10)) {
      writer.add(result(7));
      writer.add(result(3));

      assertThat(read()).containsExactly(result(7), result(3));
    }
  }

  @Test
  void readsNothingWhereNothingWasWritten() {
    assertThat(read()).isEmpty();
    write(0, 0, 0);
    assertThat(read()).isEmpty();
  }

  @Test
  void keepsLargeAndEmptyValues() {
    SlotResult empty = new SlotResult(0, 1, SlotResult.Kind.LEFT_OUT, -1, 0, new byte[0]);
    SlotResult large = new SlotResult(1, 1, SlotResult.Kind.NORMAL, 1, 1, new byte[1 << 20]);
    try (SlotWriter writer = writer(2)) {
      writer.add(empty);
      writer.add(large);
    }

    assertThat(read()).containsExactly(empty, large);
  }

  @Test
  void takesSlotsFromManyThreads() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (SlotWriter writer = writer(3000)) {
      List<Future<?>> added = new ArrayList<>();
      for (SlotResult result : results(0, 3000)) {
        added.add(threads.submit(() -> writer.add(result)));
      }
      for (Future<?> each : added) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(read()).containsExactlyInAnyOrderElementsOf(results(0, 3000));
  }

  @Test
  void dropsATornLastEntryAndReadsAllBeforeIt() throws IOException {
    write(0, 20, 1000);
    Path log = slots.resolve("0000000.log");
    byte[] whole = Files.readAllBytes(log);
    int lastEntry = SlotLog.entry(result(19)).length;

    for (int torn = 1; torn <= lastEntry; torn++) {
      Files.write(log, java.util.Arrays.copyOf(whole, whole.length - torn));
      assertThat(read()).as("without the last %d bytes", torn).isEqualTo(results(0, 19));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 12, 30})
  void goesOnBehindTheLastWholeEntryOfAnotherProcess(int torn) throws IOException {
    write(0, 20, 40);
    Path log = slots.resolve("0000000.log");
    byte[] whole = Files.readAllBytes(log);
    Files.write(log, java.util.Arrays.copyOf(whole, whole.length - torn));

    try (SlotWriter writer = writer(40)) {
      results(19, 39).forEach(writer::add);
      assertThat(names()).containsExactly("0000000.log");
      writer.add(result(39));
    }

    assertThat(read()).isEqualTo(results(0, 40));
    assertThat(names()).containsExactly("0000000.json", "0000000.log");
  }

  @Test
  void sealsARangeThatAnotherProcessHadFilledButNotSealed() throws IOException {
    write(0, 1000, 1000);
    Files.delete(slots.resolve("0000000.json"));

    write(0, 0, 1000);

    assertThat(names()).containsExactly("0000000.json", "0000000.log");
    assertThat(read()).isEqualTo(results(0, 1000));
  }

  @Test
  void countsASlotThatIsAddedAgainOnce() throws IOException {
    try (SlotWriter writer = writer(2)) {
      writer.add(result(0));
      writer.add(result(0));
      assertThat(names()).containsExactly("0000000.log");
      writer.add(result(1));
    }

    assertThat(read()).containsExactly(result(0), result(0), result(1));
    assertThat(names()).contains("0000000.json");
  }

  @Test
  void refusesToAddToASealedRange() {
    write(0, 5, 5);

    try (SlotWriter writer = writer(5)) {
      refuses(() -> writer.add(result(2)), "Cannot add slot: ", "is sealed (run the workflow");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 5, 1000})
  void refusesSlotsThatTheStepHasNot(int slot) {
    try (SlotWriter writer = writer(5)) {
      SlotResult outside = new SlotResult(slot, 1, SlotResult.Kind.NORMAL, 0, 0, new byte[0]);

      assertThatThrownBy(() -> writer.add(outside))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Invalid slot: " + slot + " (must be at least 0 and below 5)");
    }
  }

  @Test
  void refusesAFlippedByteInASealedRange() throws IOException {
    write(0, 5, 5);
    Path log = slots.resolve("0000000.log");
    byte[] whole = Files.readAllBytes(log);

    for (int position = 0; position < whole.length; position++) {
      byte[] flipped = whole.clone();
      flipped[position] ^= 1;
      Files.write(log, flipped);
      refuses(this::read, "Cannot use slots: ", "is damaged: its SHA-256 is ");
    }
  }

  @Test
  void refusesASealedRangeThatLostWholeEntries() throws IOException {
    write(0, 5, 5);
    Path log = slots.resolve("0000000.log");
    byte[] whole = Files.readAllBytes(log);
    Files.write(
        log, java.util.Arrays.copyOf(whole, whole.length - SlotLog.entry(result(4)).length));

    refuses(this::read, "Cannot use slots: ", "(run the workflow again)");
  }

  @Test
  void showsWhatIsWholeBeforeItRefusesADamagedRange() throws IOException {
    write(0, 2500, 2500);
    Path log = slots.resolve("0000001.log");
    byte[] flipped = Files.readAllBytes(log);
    flipped[flipped.length - 1] ^= 1;
    Files.write(log, flipped);
    List<SlotResult> shown = new ArrayList<>();

    refuses(
        () -> run.readSlots("fit").forEach(shown::add), "Cannot use slots: " + log, "is damaged");

    List<SlotResult> expected = new ArrayList<>(results(0, 1999));
    expected.addAll(results(2000, 2500));
    assertThat(shown).isEqualTo(expected);
  }

  @Test
  void refusesASealedRangeWithoutItsFile() throws IOException {
    write(0, 5, 5);
    Files.delete(slots.resolve("0000000.log"));

    refuses(this::read, "Cannot use slots: ", "is damaged: it is missing");
  }

  @Test
  void refusesADamagedSeal() throws IOException {
    write(0, 5, 5);
    Files.writeString(slots.resolve("0000000.json"), "{\"slots\":5");

    refuses(this::read, "Cannot read record: ", "0000000.json is damaged");
  }

  private static void refuses(ThrowingCallable call, String start, String part) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTERNAL))
        .hasMessageStartingWith(start)
        .hasMessageContaining(part);
  }
}
