// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A folder of runs. Several processes may use one store at the same time; each run has one writer,
 * which its lease proves. Thread-safe.
 *
 * <pre>
 * stride-store.json                      the layout's version
 * runs/RUN/run.json, lease, end.json, reserve   the last is room for end.json on a full disk
 * runs/RUN/stop.json                     somebody asks to end the run
 * runs/RUN/deleted.json                  garbage collection is deleting the run
 * runs/RUN/t/STEP/commit.json            made once, by a hard link
 * runs/RUN/t/STEP/a/N/outcome.json, value.json, out/*.parquet, log.txt
 * runs/RUN/t/STEP/slots/RANGE.log, RANGE.json    many slots in one file, sealed once
 * runs/RUN/t/STEP/slots/output           what the slots' first attempts printed
 * </pre>
 */
public final class Store implements AutoCloseable {
  private static final String HEADER = "stride-store.json";
  private static final int LAYOUT = 1;
  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,127}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final ObjectReader RECORDS =
      Json.MAPPER.reader(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path root;
  private final StoreFiles files;

  private Store(Path root, StoreFiles files) {
    this.root = root;
    this.files = files;
  }

  /**
   * Opens the store in {@code folder}, which is made if it is missing.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if it cannot be written or has another
   *     layout
   */
  public static Store open(Path folder, Durability durability) {
    return open(folder, durability, Writers.TRUSTED);
  }

  /**
   * Opens the store in {@code folder}, which is made if it is missing.
   *
   * @param writers who may write the folder if it is there
   * @throws StrideException of kind {@code CONFIGURATION} if it cannot be written, has another
   *     layout, or others may write it
   */
  public static Store open(Path folder, Durability durability, Writers writers) {
    StoreFiles files = new FolderFiles(durability, FileProbe.NONE, FolderFiles.PATIENCE);
    return open(folder, files, writers);
  }

  /**
   * Opens the store that lies at {@code location}; a folder is made if it is missing, a bucket is
   * not.
   *
   * @param writers who may write a folder; who may write objects is the bucket's affair
   * @throws StrideException of kind {@code CONFIGURATION} if it cannot be written or has another
   *     layout
   */
  public static Store open(StoreLocation location, Durability durability, Writers writers) {
    return location.isFolder()
        ? open(location.path(), durability, writers)
        : open(location.objects());
  }

  /** Opens the store that lies in these objects. */
  public static Store open(ObjectStore objects) {
    return opened(new ObjectFiles(objects, FileProbe.NONE, ObjectFiles.Limits.DEFAULT));
  }

  /**
   * Opens the store in objects for a test of what it survives.
   *
   * @param probe stands between the store and its objects
   * @param patience how long the store asks again where it cannot tell whether a commit has
   *     happened
   * @param lease how long a lease counts that its holder does not renew
   */
  public static Store open(
      ObjectStore objects, FileProbe probe, Duration patience, Duration lease) {
    return opened(new ObjectFiles(objects, probe, new ObjectFiles.Limits(patience, lease)));
  }

  private static Store opened(StoreFiles files) {
    makeHeader(ObjectFiles.ROOT, files);
    return new Store(ObjectFiles.ROOT, files);
  }

  /**
   * Opens the store in {@code folder} for a test of what it survives.
   *
   * @param probe stands between the store and its files
   * @param patience how long the store asks again where it cannot tell whether a commit has
   *     happened; at least once
   * @throws StrideException as {@link #open(Path, Durability)}
   */
  public static Store open(Path folder, Durability durability, FileProbe probe, Duration patience) {
    return open(folder, new FolderFiles(durability, probe, patience), Writers.TRUSTED);
  }

  private static Store open(Path folder, StoreFiles files, Writers writers) {
    Path root = folder.toAbsolutePath().normalize();
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot open store: " + root + " is no folder (set --conf stride.store=DIR)");
    }
    if (writers == Writers.TRUSTED) {
      FolderFiles.othersPermissions(root).ifPresent(mode -> refuse(root, mode));
    }
    makeHeader(root, files);
    return new Store(root, files);
  }

  private static void makeHeader(Path root, StoreFiles files) {
    Path header = root.resolve(HEADER);
    try {
      files.createFolders(root.resolve("runs"));
      if (!files.exists(header)) {
        files.createOnce(header, encode(Map.of("layout", LAYOUT)));
      }
    } catch (StrideException e) {
      throw e.kind() == FailureKind.RESOURCES ? full(files.name(root), e) : e;
    }
    checkLayout(header, files);
  }

  /** Whoever writes the folder decides what a run reads, and where it writes. */
  private static void refuse(Path root, String mode) {
    throw new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot open store: "
            + root
            + " may be written by others: "
            + mode
            + " (chmod o-w "
            + root
            + ", or trust them all by --conf stride.store-writers=anybody)");
  }

  private static void checkLayout(Path header, StoreFiles files) {
    JsonNode layout;
    try {
      layout = decode(files.name(header), files.read(header), JsonNode.class).path("layout");
    } catch (StrideException e) {
      if (e.failureClass() != FailureClass.CORRUPT) {
        throw e;
      }
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot open store: "
              + files.name(header)
              + " is damaged (restore it, or use another folder)",
          e);
    }
    if (layout.asInt() != LAYOUT) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot open store: "
              + files.name(header)
              + " has layout "
              + layout
              + " (this version reads layout "
              + LAYOUT
              + "; use another folder)");
    }
  }

  /** An id for a new run: sorts by time, short enough to type. */
  public static String newRunId(Instant now) {
    String alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    StringBuilder suffix = new StringBuilder();
    for (int index = 0; index < 5; index++) {
      suffix.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
    }
    return TIME.format(now) + "-" + suffix;
  }

  /** The store's folder, absolute; of one in objects, what stands for it in paths. */
  public Path root() {
    return root;
  }

  /** Where it lies, for people. */
  public String name() {
    return files.name(root);
  }

  /**
   * Creates a run and takes its lease; closing it gives the lease back.
   *
   * @throws IllegalArgumentException if its id is illegal
   */
  public RunStore create(RunRecord run) {
    try {
      return created(run);
    } catch (StrideException e) {
      throw e.kind() == FailureKind.RESOURCES ? full(files.name(root), e) : e;
    }
  }

  private static StrideException full(String root, StrideException cause) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot create run in "
            + root
            + ": the disk is full (free space, or set --conf stride.store=DIR)",
        cause);
  }

  private RunStore created(RunRecord run) {
    Path folder = folder(run.run());
    files.createFolders(folder);
    RunStore store = new RunStore(this, files, folder, run);
    store.acquire();
    try {
      record(run, folder);
      return store;
    } catch (StrideException e) {
      store.close();
      throw e;
    }
  }

  private void record(RunRecord run, Path folder) {
    if (!files.createOnce(folder.resolve("run.json"), encode(run))) {
      throw new StrideException(
          FailureKind.INTERNAL,
          "Cannot create run: " + run.run() + " exists already (start it again)");
    }
  }

  /**
   * Opens a run for reading.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if there is none of that id
   */
  public RunStore find(String run) {
    Path folder = isRunId(run) ? folder(run) : root.resolve("runs");
    Path record = folder.resolve("run.json");
    if (!files.exists(record) || files.exists(folder.resolve(GarbageCollector.DELETED))) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot find run: " + run + " in " + files.name(root) + " (stride runs lists them)");
    }
    RunRecord known =
        readable(() -> decode(files.name(record), files.read(record), RunRecord.class));
    return new RunStore(this, files, folder, known);
  }

  /** What a command names must be readable before it can begin. */
  static <T> T readable(Supplier<T> read) {
    try {
      return read.get();
    } catch (StrideException e) {
      throw new StrideException(
          FailureKind.CONFIGURATION, String.valueOf(e.getMessage()), e.getCause());
    }
  }

  /** Whether a store lies there, which it does once it was opened. */
  public static boolean isIn(StoreLocation location) {
    if (location.isFolder()) {
      return Files.exists(location.path().resolve(HEADER));
    }
    try (ObjectStore objects = location.objects()) {
      return new ObjectFiles(objects, FileProbe.NONE, ObjectFiles.Limits.DEFAULT)
          .exists(ObjectFiles.ROOT.resolve(HEADER));
    }
  }

  private static boolean isRunId(String text) {
    return RUN_ID.matcher(text).matches();
  }

  private Path folder(String run) {
    if (!isRunId(run)) {
      throw new IllegalArgumentException(
          "Invalid run: '"
              + run
              + "' (must be letters, digits and '-', at most 128, '-' not first)");
    }
    return root.resolve("runs").resolve(run);
  }

  /**
   * All runs, newest first; a damaged one is listed as such, one that never came to its record not
   * at all.
   */
  public List<RunSummary> runs() {
    List<RunSummary> runs = new ArrayList<>();
    files.list(root.resolve("runs")).stream()
        .filter(this::isRun)
        .map(folder -> String.valueOf(folder.getFileName()))
        .forEach(run -> runs.add(summary(run)));
    runs.sort(RunSummary.NEWEST_FIRST);
    return runs;
  }

  private boolean isRun(Path folder) {
    return (files.exists(folder.resolve("run.json")) || files.isFolder(folder.resolve("t")))
        && !files.exists(folder.resolve(GarbageCollector.DELETED));
  }

  private RunSummary summary(String run) {
    try (RunStore store = find(run)) {
      return store.summary();
    } catch (StrideException e) {
      return new RunSummary(run, "", RunStatus.DAMAGED, Instant.EPOCH, Optional.empty(), "");
    }
  }

  /**
   * Deletes what nobody needs, of runs that nobody works on. Whoever ends it in the middle leaves a
   * store that is whole.
   *
   * @param now against which ages are counted
   * @return what was deleted, or would be
   */
  public List<Garbage> collect(GarbagePolicy policy, Instant now) {
    return new GarbageCollector(this, files, policy, now).collect();
  }

  /** Gives back the connections of a store in objects; nothing is done with it any more. */
  @Override
  public void close() {
    files.close();
  }

  static byte[] encode(Object value) {
    return RecordSeal.sealed(
        ValueCodec.of(value instanceof Map ? Map.class : value.getClass()).encode(value));
  }

  static <T> T decode(String file, byte[] json, Class<T> type) {
    try {
      T record = RECORDS.readValue(RecordSeal.opened(json), type);
      if (record != null) {
        return record;
      }
      throw damaged(file, null);
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  private static StrideException damaged(String file, @Nullable Throwable cause) {
    return new StrideException(
        FailureClass.CORRUPT,
        "Cannot read record: " + file + " is damaged (restore it, or delete its run)",
        cause);
  }
}
