// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import dev.stride.api.failure.StrideException;
import dev.stride.store.Durability;
import dev.stride.store.FileOperation;
import dev.stride.store.FileProbe;
import dev.stride.store.RunStore;
import dev.stride.store.RunSummary;
import dev.stride.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records all operations on files of a run, and loses power after each of them: rebuilds what the
 * disk would hold, in several ways, and looks at it. What is committed must be whole, and from a
 * sample of the states resume must yield the result of the undisturbed run.
 */
public final class CrashReplay {
  private static final int FIRST_BREACHES = 20;

  private final FaultScenario scenario;
  private final Path folder;
  private final Random random;
  private final Set<Long> seen = new HashSet<>();
  private final List<String> breaches = new ArrayList<>();
  private int resumed;

  /**
   * @param scenario what runs
   * @param folder where stores are made
   * @param seed chooses what is lost where that is a draw
   */
  public CrashReplay(FaultScenario scenario, Path folder, long seed) {
    this.scenario = scenario;
    this.folder = folder;
    this.random = new Random(seed);
  }

  /**
   * Loses power after every operation.
   *
   * @param draws how many states each point has besides the four that are no draw
   * @param resumeEvery from which share of the states to resume: 10 for every tenth
   */
  public FaultReport run(int draws, int resumeEvery) {
    Path original = folder.resolve("original");
    OperationRecorder recorder = new OperationRecorder();
    String expected =
        scenario.run(Store.open(original, Durability.COMMIT, recorder, Duration.ZERO));
    breaches.addAll(StoreChecker.breaches(original));
    Disk disk = new Disk();
    int point = 0;
    for (FileOperation operation : recorder.operations()) {
      disk.apply(operation);
      point++;
      for (Disk.Loss loss : Disk.Loss.values()) {
        int states = loss == Disk.Loss.SOME ? draws : 1;
        for (int state = 0; state < states; state++) {
          look(
              disk.after(loss, random),
              original,
              expected,
              resumeEvery,
              "a loss of " + loss + " after operation " + point + ", " + operation);
        }
      }
    }
    Trees.delete(original);
    return new FaultReport(
        "crash replay of " + point + " operations, " + resumed + " resumed",
        seen.size(),
        breaches,
        0);
  }

  private void look(
      Map<Path, byte @Nullable []> found,
      Path original,
      String expected,
      int resumeEvery,
      String crash) {
    if (!seen.add(digest(found))) {
      return;
    }
    Path store = folder.resolve("state-" + seen.size());
    try {
      Disk.build(found, original, store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> now = new ArrayList<>(StoreChecker.breaches(store));
    try {
      read(store);
    } catch (StrideException e) {
      now.add("I2: the store cannot be read: " + e.getMessage());
    }
    if (seen.size() % resumeEvery == 0) {
      Trial trial = new Trial(scenario, new Place.Folder(store), expected);
      trial.resume();
      now.addAll(trial.breaches());
      resumed++;
    }
    now.stream().limit(FIRST_BREACHES).forEach(breach -> breaches.add(breach + " (" + crash + ")"));
    Trees.delete(store);
    Trees.delete(folder.resolve(store.getFileName() + ".diary"));
  }

  /** A fresh store finds what it is told of. */
  private static void read(Path folder) {
    Store store = Store.open(folder, Durability.NONE, FileProbe.NONE, Duration.ZERO);
    for (RunSummary summary : store.runs()) {
      RunStore run = store.find(summary.run());
      for (String step : run.steps()) {
        run.committed(step).ifPresent(commit -> commit.artifacts().forEach(run::verify));
        run.readSlots(step).forEach(slot -> {});
      }
    }
  }

  private static long digest(Map<Path, byte @Nullable []> found) {
    long digest = 17;
    for (Map.Entry<Path, byte @Nullable []> entry : found.entrySet()) {
      digest = digest * 1_000_003 + entry.getKey().hashCode();
      digest = digest * 1_000_003 + Arrays.hashCode(entry.getValue());
    }
    return digest;
  }
}
