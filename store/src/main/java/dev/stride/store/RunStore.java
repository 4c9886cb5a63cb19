// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One run's folder. Thread-safe; only the holder of the lease writes. */
public final class RunStore implements AutoCloseable {
  static final String RESERVE = "reserve";
  private static final String STOP = "stop.json";

  /** The end's record, its name twice, and the blocks of a file system around them. */
  private static final int RESERVE_BYTES = 32 << 10;

  private static final Pattern ATTEMPT = Pattern.compile("[0-9]{1,9}(-[0-9]{1,9})?");

  private final Store store;
  private final StoreFiles files;
  private final Path folder;
  private final RunRecord run;
  private volatile @Nullable Lease lease;

  RunStore(Store store, StoreFiles files, Path folder, RunRecord run) {
    this.store = store;
    this.files = files.guardedBy(this::check);
    this.folder = folder;
    this.run = run;
  }

  /** What the run set out to do. */
  public RunRecord run() {
    return run;
  }

  /**
   * Takes the lease of a run that was opened for reading, to continue it.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if another process holds it
   */
  public synchronized void acquire() {
    sign(files.acquire(folder.resolve("lease"), run.run()), 0);
  }

  /**
   * Takes the lease although another process holds it, which does not answer. That process can
   * record nothing more of the run, and ends it when it finds out.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if this process holds it
   */
  public synchronized void takeOver() {
    int epoch = epoch();
    sign(files.takeOver(folder.resolve("lease"), run.run()), epoch);
  }

  /** How often the run's lease was taken. */
  public int epoch() {
    return leaseText().map(LeaseText::epoch).orElse(0);
  }

  private Optional<LeaseText> leaseText() {
    return files.leaseText(folder.resolve("lease"));
  }

  private void sign(Lease acquired, int earlierEpoch) {
    lease = acquired;
    try {
      acquired.sign(earlierEpoch);
      reserve();
    } catch (StrideException e) {
      close();
      throw e;
    }
  }

  /** INVARIANT: what has lost its lease writes nothing. For what counts the lease is asked. */
  private void check(FileOperation operation) throws IOException {
    Lease held = lease;
    if (held == null
        || operation instanceof FileOperation.Read
        || operation instanceof FileOperation.ListFolder) {
      return;
    }
    boolean counts = operation instanceof FileOperation.Link && !isOutcome(operation);
    boolean valid = counts ? held.isValid() : held.isLikelyValid();
    if (!valid) {
      requirePresent();
      throw new TakenOver(holder());
    }
  }

  /** How an attempt has ended is for people; what it yielded counts by its commit. */
  private static boolean isOutcome(FileOperation operation) {
    return operation.file().endsWith("outcome.json");
  }

  /** Whether another process has taken the run over from this one. */
  public boolean isTakenOver() {
    Lease held = lease;
    return held != null && !held.isValid() && files.exists(folder.resolve("run.json"));
  }

  /** Whether the store lies in objects, and outputs go through files of this machine. */
  public boolean isRemote() {
    return files.isRemote();
  }

  /** Where the store lies, for people. */
  public String storeLocation() {
    return files.name(store.root());
  }

  /** Where the run lies, for people. */
  public String location() {
    return files.name(folder);
  }

  /** How often it is worth to look whether the run is to stop, or was taken over. */
  public Duration lookEvery() {
    return files.lookEvery();
  }

  /** Records how the run ended; only the first call counts. */
  public void end(EndRecord end) {
    requirePresent();
    try {
      writeEnd(end);
    } catch (StrideException e) {
      if (e.kind() != FailureKind.RESOURCES) {
        throw e;
      }
      files.delete(folder.resolve(RESERVE));
      writeEnd(end);
    }
    files.discard(folder.resolve(RESERVE));
  }

  private void writeEnd(EndRecord end) {
    files.createOnce(folder.resolve("end.json"), Store.encode(end));
  }

  /**
   * Takes room on the disk for the end's record: a run that fills the disk must be able to say so.
   */
  private void reserve() {
    Path reserve = folder.resolve(RESERVE);
    if (files.exists(reserve)) {
      return;
    }
    try {
      files.reserve(reserve, RESERVE_BYTES);
    } catch (StrideException e) {
      files.discard(reserve);
      throw e;
    }
  }

  /** Asks the process that works on the run to end it; that process looks for it now and then. */
  public void requestStop() {
    requirePresent();
    files.createOnce(folder.resolve(STOP), Store.encode(Map.of("requested", Instant.now())));
  }

  /** Whether somebody has asked to end the run. */
  public boolean isStopRequested() {
    return files.exists(folder.resolve(STOP));
  }

  /** Who works on the run, for people. */
  public String holder() {
    return leaseText().map(LeaseText::holder).orElse("another process");
  }

  /**
   * The mark of the process of this machine that worked on the run last, which the processes that
   * its steps have started inherit; empty where it has none.
   */
  public Optional<String> mark() {
    return leaseText().flatMap(LeaseText::mark);
  }

  /** Whoever deletes a store under a run must not make it look as if it had succeeded. */
  private void requirePresent() {
    if (!files.exists(folder.resolve("run.json"))) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot record run: "
              + files.name(folder)
              + " is gone (do not delete the store while runs use it; start the run again)");
    }
  }

  /**
   * How the run ended, if it has.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if its record is damaged
   */
  public Optional<EndRecord> end() {
    Path file = folder.resolve("end.json");
    return files.exists(file)
        ? Optional.of(
            Store.readable(() -> Store.decode(files.name(file), files.read(file), EndRecord.class)))
        : Optional.empty();
  }

  /** The run's state now. */
  public RunStatus status() {
    return end()
        .map(EndRecord::status)
        .orElseGet(
            () ->
                lease != null || files.isHeld(folder.resolve("lease"))
                    ? RunStatus.RUNNING
                    : RunStatus.INTERRUPTED);
  }

  RunSummary summary() {
    Optional<Instant> ended = end().map(EndRecord::ended);
    return new RunSummary(run.run(), run.workflow(), status(), run.started(), ended, run.tag());
  }

  private Path step(String step) {
    return folder.resolve("t").resolve(Names.checked("step", step));
  }

  /** The steps that have left anything. */
  public List<String> steps() {
    return names(folder.resolve("t"));
  }

  private List<String> names(Path parent) {
    return files.list(parent).stream().map(child -> child.getFileName().toString()).toList();
  }

  /** The folder of an attempt of a plain step; made when something is put into it. */
  public AttemptStore attempt(String step, int attempt) {
    return new AttemptStore(store, files, step(step).resolve("a").resolve("" + attempt));
  }

  /** The folder of an attempt of a slot, for its log; made when something is put into it. */
  public AttemptStore attempt(String step, int slot, int attempt) {
    return new AttemptStore(store, files, step(step).resolve("a").resolve(slot + "-" + attempt));
  }

  /**
   * The attempts of a step that left a folder, by their numbers: {@code 1} of a step, {@code 17-1}
   * of a slot.
   */
  public List<AttemptStore> attempts(String step) {
    Path parent = step(step).resolve("a");
    return names(parent).stream()
        .filter(name -> ATTEMPT.matcher(name).matches())
        .sorted(Comparator.comparing(RunStore::numbers, Arrays::compare))
        .map(name -> new AttemptStore(store, files, parent.resolve(name)))
        .toList();
  }

  /** What the first attempts of a {@code foreach} step's slots print. */
  public SlotOutput slotOutput(String step) {
    return new SlotOutput(files, step(step).resolve("slots"));
  }

  /** What the attempts of a step, or of one of its slots, have printed; in order of attempts. */
  public List<AttemptLog> logs(String step, Optional<Integer> slot) {
    Map<String, String> texts =
        new TreeMap<>(Comparator.comparing(RunStore::numbers, Arrays::compare));
    slotOutput(step)
        .read(number -> slot.isEmpty() || slot.get() == number)
        .forEach((number, text) -> texts.put(number + "-1", text));
    attempts(step, slot)
        .forEach(attempt -> texts.merge(attempt.name(), attempt.log(), String::concat));
    return texts.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> new AttemptLog(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** What the attempt of that name has printed; empty if it said nothing. */
  public String log(String step, String attempt) {
    int[] numbers = numbers(attempt);
    return logs(step, numbers.length == 1 ? Optional.empty() : Optional.of(numbers[0])).stream()
        .filter(log -> log.attempt().equals(attempt))
        .map(AttemptLog::text)
        .findFirst()
        .orElse("");
  }

  /** The attempts of a step, or of one of its slots, that left a folder. */
  public List<AttemptStore> attempts(String step, Optional<Integer> slot) {
    return attempts(step).stream()
        .filter(attempt -> slot.isEmpty() || attempt.name().startsWith(slot.get() + "-"))
        .toList();
  }

  private static int[] numbers(String attempt) {
    return Arrays.stream(attempt.split("-")).mapToInt(Integer::parseInt).toArray();
  }

  /**
   * Makes an output exist, unless another attempt was first. The nonce tells them apart, also where
   * the system's answer was lost.
   *
   * @return whether this attempt won
   * @throws StrideException of class {@code UNKNOWN_COMMIT} if that could not be found out: nobody
   *     is to go on as if the output existed, nor as if it did not
   */
  public boolean commit(Commit commit) {
    requirePresent();
    Path parent = step(commit.step());
    files.createFolders(parent);
    Path file = parent.resolve("commit.json");
    try {
      return files.createOnce(
          file, Store.encode(commit), found -> nonce(file, found).equals(commit.nonce()));
    } catch (StrideException e) {
      throw e.failureClass() == FailureClass.UNKNOWN_COMMIT ? unknown(commit.step(), e) : e;
    }
  }

  private String nonce(Path file, byte[] commit) {
    return Store.decode(files.name(file), commit, Commit.class).nonce();
  }

  private StrideException unknown(String step, StrideException cause) {
    return new StrideException(
        FailureClass.UNKNOWN_COMMIT,
        "Cannot tell whether step '"
            + step
            + "' is committed: the store does not answer for its commit (when it does, stride resume "
            + run.run()
            + " looks first, and repeats the step only if it is not)",
        cause);
  }

  /**
   * The commit of a step, if it has one.
   *
   * @throws StrideException of kind {@code INTERNAL} if the record or a file that it names is
   *     damaged
   */
  public Optional<Commit> committed(String step) {
    Path file = step(step).resolve("commit.json");
    if (!files.exists(file) || files.exists(folder.resolve(GarbageCollector.DELETED))) {
      return Optional.empty();
    }
    Commit commit = Store.decode(files.name(file), files.read(file), Commit.class);
    commit.artifacts().forEach(this::checkSize);
    return Optional.of(commit);
  }

  private void checkSize(Commit.Artifact artifact) {
    Path file = file(artifact);
    if (!files.isFile(file)) {
      throw damaged(artifact, "it is missing");
    }
    long size = files.size(file);
    if (size != artifact.size()) {
      throw damaged(artifact, "it has " + size + " bytes of " + artifact.size());
    }
  }

  /**
   * Compares an artifact with its digest.
   *
   * @throws StrideException of kind {@code INTERNAL} that names both digests if they differ
   */
  public void verify(Commit.Artifact artifact) {
    checkSize(artifact);
    checkDigest(artifact, files.digest(file(artifact)));
  }

  private static void checkDigest(Commit.Artifact artifact, String digest) {
    if (!digest.equals(artifact.sha256())) {
      throw damaged(artifact, "its SHA-256 is " + digest + ", not " + artifact.sha256());
    }
  }

  private static StrideException damaged(Commit.Artifact artifact, String how) {
    return new StrideException(
        FailureClass.CORRUPT,
        "Cannot use artifact: " + artifact.path() + " is damaged: " + how + " (run it again)",
        null);
  }

  /**
   * The file of an artifact on this machine, which may have to be copied here first.
   *
   * @throws StrideException of kind {@code INTERNAL} if its path leaves the store
   */
  public Path path(Commit.Artifact artifact) {
    return files.local(file(artifact), copy -> checkDigest(artifact, Digests.ofFile(copy)));
  }

  /** Where the artifact lies with its neighbours: a folder's path, or a location of objects. */
  public String place(Commit.Artifact artifact) {
    Path folder = file(artifact).resolveSibling("");
    return isRemote() ? files.name(folder) : folder.toString();
  }

  private Path file(Commit.Artifact artifact) {
    Path file;
    try {
      file = store.root().resolve(artifact.path()).normalize();
    } catch (InvalidPathException e) {
      throw damaged(artifact, "its path is illegal");
    }
    if (!file.startsWith(store.root())) {
      throw damaged(artifact, "its path leaves the store");
    }
    return file;
  }

  /**
   * The bytes of an artifact.
   *
   * @throws StrideException of kind {@code INTERNAL} if they are not those that were committed
   */
  public byte[] read(Commit.Artifact artifact) {
    checkSize(artifact);
    byte[] content = files.read(file(artifact));
    checkDigest(artifact, Digests.of(content));
    return content;
  }

  /** Takes the results of a {@code foreach} step's slots. */
  public SlotWriter writeSlots(String step, String fingerprint, int count) {
    return new SlotWriter(files, step(step).resolve("slots"), fingerprint, count);
  }

  /** The results of a {@code foreach} step's slots, whether it has finished or not. */
  public SlotReader readSlots(String step) {
    return new SlotReader(files, step(step).resolve("slots"));
  }

  @Override
  public synchronized void close() {
    Lease held = lease;
    lease = null;
    if (held != null) {
      held.close();
    }
  }
}
