// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Deletes what no commit names: temporary files, outputs of attempts that were not committed, and,
 * when asked to, whole runs. Records and logs of attempts stay as long as their run.
 *
 * <p>INVARIANT: a run is touched under its lease only. One that is to be deleted whole is marked
 * first; from then on nobody finds a commit in it. Then whoever has begun before the mark is looked
 * for: a run of the same workflow that is being worked on, or that names its files by now, leaves
 * the marked one for a later collection.
 */
final class GarbageCollector {
  /** Marks a run that is being deleted: it exists no more, whatever is left of it. */
  static final String DELETED = "deleted.json";

  private static final String OLD_RUN = "its run is old";
  private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.[0-9a-f-]{36}");
  private static final Set<String> OUTPUTS = Set.of("out", "value.json");

  private final Store store;
  private final StoreFiles files;
  private final GarbagePolicy policy;
  private final Instant now;
  private final List<Garbage> garbage = new ArrayList<>();

  /** Runs that can be read. */
  private final Map<String, RunStore> runs = new HashMap<>();

  /** Runs that are deleted, or would be. */
  private final Set<Path> gone = new HashSet<>();

  /** Classes of workflows that are being worked on. */
  private final Set<String> busy = new HashSet<>();

  GarbageCollector(Store store, StoreFiles files, GarbagePolicy policy, Instant now) {
    this.store = store;
    this.files = files;
    this.policy = policy;
    this.now = now;
  }

  List<Garbage> collect() {
    List<RunSummary> newestFirst = look();
    files.list(store.root()).forEach(this::temporary);
    for (Path folder : files.list(store.root().resolve("runs"))) {
      // Before the lease is taken, which may be the first file in the folder.
      boolean old = isOld(folder);
      underLease(folder, () -> inRun(folder, old));
    }
    if (policy.deletesRuns()) {
      candidates(newestFirst).forEach(run -> underLease(folder(run.run()), () -> mark(run.run())));
    }
    look();
    for (Path folder : files.list(store.root().resolve("runs"))) {
      if (files.exists(folder.resolve(DELETED))) {
        underLease(folder, () -> deleteMarked(folder));
      }
    }
    return garbage;
  }

  /** Notes which runs there are, and which workflows are being worked on. */
  private List<RunSummary> look() {
    List<RunSummary> newestFirst = store.runs();
    runs.clear();
    busy.clear();
    for (RunSummary summary : newestFirst) {
      if (summary.status() != RunStatus.DAMAGED) {
        RunStore run = store.find(summary.run());
        runs.put(summary.run(), run);
        if (summary.status() == RunStatus.RUNNING) {
          busy.add(run.run().workflowClass());
        }
      }
    }
    return newestFirst;
  }

  /** Does nothing if the run is being worked on. */
  private void underLease(Path folder, Runnable work) {
    Lease lease;
    try {
      lease = files.acquire(folder.resolve("lease"), name(folder));
    } catch (StrideException e) {
      if (e.getCause() == null) {
        // Somebody holds it.
        return;
      }
      throw e;
    }
    try (lease) {
      work.run();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private void inRun(Path folder, boolean old) {
    if (!files.exists(folder.resolve("run.json"))) {
      if (old && !files.exists(folder.resolve(DELETED))) {
        delete(folder, "its run has never begun");
      }
      return;
    }
    RunStore run = runs.get(name(folder));
    if (run == null) {
      return;
    }
    files.list(folder).forEach(this::temporary);
    for (Path step : files.list(folder.resolve("t"))) {
      inStep(step);
    }
    Path reserve = folder.resolve(RunStore.RESERVE);
    if (files.exists(reserve) && isOld(reserve)) {
      delete(reserve, "its run has ended");
    }
  }

  private void inStep(Path step) {
    files.list(step).forEach(this::temporary);
    files.list(step.resolve("slots")).forEach(this::temporary);
    Optional<Set<Path>> named = named(step);
    for (Path attempt : files.list(step.resolve("a"))) {
      files.list(attempt).forEach(this::temporary);
      if (named.isEmpty()) {
        continue;
      }
      for (Path output : files.list(attempt)) {
        boolean isOutput = OUTPUTS.contains(name(output));
        boolean isNamed = named.get().stream().anyMatch(file -> file.startsWith(output));
        if (isOutput && !isNamed && isOld(output)) {
          delete(output, "its attempt was not committed");
        }
      }
    }
  }

  /**
   * The files that a step's commit names; those of other runs name a file only if this one does.
   * Nothing is known, and nothing deleted, if the commit cannot be read.
   */
  private Optional<Set<Path>> named(Path step) {
    Path file = step.resolve("commit.json");
    try {
      Set<Path> named = new HashSet<>();
      if (files.exists(file)) {
        Store.decode(files.name(file), files.read(file), Commit.class)
            .artifacts()
            .forEach(artifact -> named.add(store.root().resolve(artifact.path()).normalize()));
      }
      return Optional.of(named);
    } catch (StrideException e) {
      return Optional.empty();
    }
  }

  private void temporary(Path file) {
    if (TEMPORARY.matcher(name(file)).matches() && isOld(file)) {
      delete(file, "it is temporary");
    }
  }

  private boolean isOld(Path file) {
    return !files.changed(file).isAfter(now.minus(policy.grace()));
  }

  /** The newest first, since the older ones may be kept for the newer ones only. */
  private List<RunSummary> candidates(List<RunSummary> newestFirst) {
    return newestFirst.stream()
        .skip(policy.keepLast().orElse(0))
        .filter(run -> runs.containsKey(run.run()))
        .filter(
            run ->
                policy.olderThan().map(age -> run.started().isBefore(now.minus(age))).orElse(true))
        .toList();
  }

  private void mark(String run) {
    RunStore known = runs.get(run);
    if (known == null || isWanted(run, known.run().workflowClass())) {
      return;
    }
    gone.add(folder(run));
    if (policy.mode() == GarbagePolicy.Mode.DELETE) {
      files.createOnce(folder(run).resolve(DELETED), Store.encode(Map.of("deleted", now)));
    } else {
      delete(folder(run), OLD_RUN);
    }
  }

  /** One whose record is gone was wanted by nobody when its deletion began. */
  private void deleteMarked(Path folder) {
    Path record = folder.resolve("run.json");
    try {
      if (files.exists(record)
          && isWanted(
              name(folder),
              Store.decode(files.name(record), files.read(record), RunRecord.class)
                  .workflowClass())) {
        return;
      }
    } catch (StrideException e) {
      if (e.failureClass() != FailureClass.CORRUPT) {
        throw e;
      }
    }
    delete(folder, OLD_RUN);
  }

  private boolean isWanted(String run, String workflowClass) {
    return busy.contains(workflowClass) || isNamedByOthers(run);
  }

  private Path folder(String run) {
    return store.root().resolve("runs").resolve(run);
  }

  private boolean isNamedByOthers(String run) {
    Path folder = folder(run);
    return files.list(store.root().resolve("runs")).stream()
        .filter(other -> !other.equals(folder) && !gone.contains(other))
        .filter(other -> !files.exists(other.resolve(DELETED)))
        .flatMap(other -> files.list(other.resolve("t")).stream())
        .anyMatch(
            step ->
                named(step)
                    .map(names -> names.stream().anyMatch(file -> file.startsWith(folder)))
                    .orElse(true));
  }

  private void delete(Path file, String reason) {
    garbage.add(new Garbage(store.root().relativize(file).toString(), reason, bytes(file)));
    if (policy.mode() == GarbagePolicy.Mode.DELETE) {
      deleteMarkedLast(file);
    }
  }

  /** The mark of a deleted run goes last, so that half a run is never taken for one. */
  private void deleteMarkedLast(Path folder) {
    Path mark = folder.resolve(DELETED);
    if (files.exists(mark)) {
      files.list(folder).stream().filter(child -> !child.equals(mark)).forEach(files::deleteTree);
    }
    files.deleteTree(folder);
  }

  private long bytes(Path file) {
    return files.isFolder(file)
        ? files.list(file).stream().mapToLong(this::bytes).sum()
        : files.size(file);
  }
}
