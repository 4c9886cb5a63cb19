// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {
  @TempDir Path folder;

  private Store store() {
    return Store.open(folder.resolve("store"), Durability.NONE);
  }

  private Path runs() {
    return folder.resolve("store/runs");
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void findsAgainWhatWasCreated(Durability durability) {
    RunRecord record = Runs.record("r1");
    Store.open(folder.resolve("s"), durability).create(record).close();

    try (RunStore found = Store.open(folder.resolve("s"), durability).find("r1")) {
      assertThat(found.run()).isEqualTo(record);
    }
  }

  @Test
  void makesFoldersThatOnlyItsOwnerEnters() throws IOException {
    store().create(Runs.record("r1")).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runs())))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(runs().resolve("r1/run.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void leavesNoTemporaryFiles() throws IOException {
    store().create(Runs.record("r1")).close();

    assertThat(runs().resolve("r1").toFile().list())
        .containsExactlyInAnyOrder("run.json", "lease", "reserve");
    assertThat(folder.resolve("store").toFile().list())
        .containsExactlyInAnyOrder("stride-store.json", "runs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "../r1", "/r1", "r 1", "-r1", "r1/", "ré", "a_b", "a.b", "r\u0000"})
  void refusesIllegalRunIds(String id) {
    Store store = store();

    assertThatThrownBy(() -> store.create(Runs.record(id)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid run: '"
                + id
                + "' (must be letters, digits and '-', at most 128, '-' not first)");
    refuses(
        () -> store.find(id),
        FailureKind.CONFIGURATION,
        "Cannot find run: " + id + " in " + folder.resolve("store") + " (stride runs lists them)");
  }

  @Test
  void refusesRunIdsThatAreTooLong() {
    Store store = store();
    store.create(Runs.record("r".repeat(128))).close();

    assertThat(store.find("r".repeat(128)).run().run()).hasSize(128);
    assertThatThrownBy(() -> store.create(Runs.record("r".repeat(129))))
        .hasMessageContaining("at most 128");
  }

  @Test
  void doesNotFindUnknownRuns() {
    Store store = store();

    refuses(
        () -> store.find("r7"),
        FailureKind.CONFIGURATION,
        "Cannot find run: r7 in " + folder.resolve("store") + " (stride runs lists them)");
  }

  @Test
  void refusesToCreateARunTwiceAndLeavesTheFirstAlone() {
    Store store = store();
    store.create(Runs.record("r1")).close();

    refuses(
        () -> store.create(Runs.record("r1", Instant.EPOCH)),
        FailureKind.INTERNAL,
        "Cannot create run: r1 exists already (start it again)");
    try (RunStore found = store.find("r1")) {
      assertThat(found.run().started()).isEqualTo(Runs.STARTED);
      found.acquire();
    }
  }

  @Test
  void makesRunIdsThatSortByTimeAndDiffer() {
    Set<String> ids = new HashSet<>();
    for (int index = 0; index < 1000; index++) {
      ids.add(Store.newRunId(Runs.STARTED));
    }

    assertThat(ids)
        .hasSizeGreaterThan(990)
        .allMatch(id -> id.matches("20240506-070809-[a-z2-9]{5}"));
    assertThat(Store.newRunId(Runs.STARTED))
        .isLessThan(Store.newRunId(Runs.STARTED.plusSeconds(1)));
    store().create(Runs.record(ids.iterator().next())).close();
  }

  @Test
  void listsRunsNewestFirst() {
    Store store = store();
    store.create(Runs.record("b", Instant.ofEpochSecond(2))).close();
    store.create(Runs.record("c", Instant.ofEpochSecond(1))).close();
    store.create(Runs.record("a", Instant.ofEpochSecond(3))).close();
    store.create(Runs.record("d", Instant.ofEpochSecond(3))).close();

    assertThat(store.runs()).extracting(RunSummary::run).containsExactly("d", "a", "b", "c");
    assertThat(store.runs().get(3))
        .isEqualTo(
            new RunSummary(
                "c",
                "delays",
                RunStatus.INTERRUPTED,
                Instant.ofEpochSecond(1),
                Optional.empty(),
                "tagged"));
  }

  @Test
  void listsNoRunsInANewStore() {
    assertThat(store().runs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "{}", "[1]", "{\"run\":\"r1\",\"class\":\"x\"}"})
  void listsARunWhoseRecordIsDamagedAsDamaged(String content) throws IOException {
    Store store = store();
    store.create(Runs.record("r1")).close();
    Path record = runs().resolve("r1/run.json");
    Files.writeString(record, content);

    assertThat(store.runs()).extracting(RunSummary::status).containsExactly(RunStatus.DAMAGED);
    refuses(
        () -> store.find("r1"),
        FailureKind.CONFIGURATION,
        "Cannot read record: " + record + " is damaged (restore it, or delete its run)");
  }

  @Test
  void listsARunThatLostItsRecordAsDamaged() throws IOException {
    Store store = store();
    try (RunStore run = store.create(Runs.record("r1"))) {
      run.attempt("load", 1).writeValue(new byte[0]);
    }
    Files.delete(runs().resolve("r1/run.json"));

    assertThat(store.runs())
        .extracting(RunSummary::run, RunSummary::status)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("r1", RunStatus.DAMAGED));
  }

  /** Most flips leave it readable, and a run, a step or a parameter changed. */
  @Test
  void refusesARecordInWhichAnyBitHasFlipped() throws IOException {
    Store store = store();
    store.create(Runs.record("r1")).close();
    Path record = runs().resolve("r1/run.json");
    byte[] whole = Files.readAllBytes(record);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(record, flipped);
      assertThatThrownBy(() -> store.find("r1"))
          .as(new String(flipped, StandardCharsets.ISO_8859_1))
          .hasMessageStartingWith("Cannot read record: " + record + " is damaged");
    }
  }

  @Test
  void doesNotListARunThatNeverCameToItsRecord() throws IOException {
    Store store = store();
    Files.createDirectory(runs().resolve("r1"));
    Files.createFile(runs().resolve("r1/lease"));

    assertThat(store.runs()).isEmpty();
  }

  @Test
  void refusesAPathThatIsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");

    refuses(
        () -> Store.open(file, Durability.NONE),
        FailureKind.CONFIGURATION,
        "Cannot open store: " + file + " is no folder (set --conf stride.store=DIR)");
    assertThatThrownBy(() -> Store.open(file.resolve("below"), Durability.NONE))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessageStartingWith("Cannot create folder " + file)
        .hasMessageEndingWith(
            "(check that the store may be written, or set --conf stride.store=DIR)");
    assertThat(file).hasContent("mine");
  }

  @Test
  void refusesAFolderThatMayNotBeWritten() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));
    assumeFalse(Files.isWritable(locked), "this user may write anything, as root does");

    assertThatThrownBy(() -> Store.open(locked, Durability.NONE))
        .hasMessageStartingWith("Cannot create folder " + locked)
        .hasMessageContaining("no right to");
  }

  @Test
  void refusesUnknownLayouts() throws IOException {
    store();
    Path header = folder.resolve("store/stride-store.json");
    Files.writeString(header, "{\"layout\":2,\"made\":\"later\"}");

    refuses(
        this::store,
        FailureKind.CONFIGURATION,
        "Cannot open store: "
            + header
            + " has layout 2 (this version reads layout 1; use another folder)");
  }

  @Test
  void opensAStoreAgain() {
    store().create(Runs.record("r1")).close();

    assertThat(store().runs()).extracting(RunSummary::run).isEqualTo(List.of("r1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxrwx", "rwx----w-", "rwxr-x-wx"})
  void refusesAFolderThatOthersMayWriteUnlessAllAreTrusted(String mode) throws IOException {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString(mode));

    refuses(
        () -> Store.open(shared, Durability.NONE),
        FailureKind.CONFIGURATION,
        "Cannot open store: "
            + shared
            + " may be written by others: "
            + mode
            + " (chmod o-w "
            + shared
            + ", or trust them all by --conf stride.store-writers=anybody)");
    assertThat(shared).isEmptyDirectory();
    Store.open(shared, Durability.NONE, Writers.ANYBODY).create(Runs.record("r1")).close();
  }

  @Test
  void opensAFolderThatTheGroupMayWrite() throws IOException {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxr-x"));

    Store.open(shared, Durability.NONE).create(Runs.record("r1")).close();

    assertThat(Files.getPosixFilePermissions(shared.resolve("runs")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "/x",
        "x/..",
        "",
        ".",
        "..",
        "a\u0000",
        "ä",
        "😀",
        "a\u202eb",
        "a\n",
        "-a"
      })
  void keepsRunsAndStepsOfAnyNameWithinItsFolder(String name) {
    Store store = store();
    RunStore run = store.create(Runs.record("r1"));
    String long300 = "x".repeat(300);

    refuses(
        () -> store.find(name),
        FailureKind.CONFIGURATION,
        "Cannot find run: " + name + " in " + store.root() + " (stride runs lists them)");
    for (String hostile : List.of(name, long300)) {
      assertThatThrownBy(() -> store.create(Runs.record(hostile)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Invalid run: '" + hostile + "'");
      assertThatThrownBy(() -> run.attempt(hostile, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Invalid step: '" + hostile + "'");
    }
    run.close();
    assertThat(folder).isDirectoryContaining("glob:**/store").isDirectoryNotContaining("glob:**/x");
  }

  @Test
  void refusesRecordsThatAreLinks() throws IOException {
    Store store = store();
    store.create(Runs.record("r1")).close();
    Path record = runs().resolve("r1/run.json");
    Path elsewhere = folder.resolve("elsewhere.json");
    Files.move(record, elsewhere);
    Files.createSymbolicLink(record, elsewhere);

    assertThatThrownBy(() -> store.find("r1")).hasMessageContaining("it is a link");
  }

  private static void refuses(ThrowingCallable call, FailureKind kind, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(StrideException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessage(message);
  }
}
