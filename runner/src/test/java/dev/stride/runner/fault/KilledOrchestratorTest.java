// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stride.store.Commit;
import dev.stride.store.Durability;
import dev.stride.store.RunStore;
import dev.stride.store.RunSummary;
import dev.stride.store.Store;
import dev.stride.testing.fault.Failpoint;
import dev.stride.testing.fault.StoreChecker;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The orchestrator is killed, goes on, is killed again, and its work is finished all the same. */
class KilledOrchestratorTest {
  private static final Set<Failpoint> SHORT_FORM =
      Set.of(
          Failpoint.AFTER_RUN_RECORD,
          Failpoint.OUTPUTS_WRITTEN,
          Failpoint.COMMITTED_UNSEEN,
          Failpoint.MID_FAN_OUT);

  private static final String RESULT =
      "{=Summary[squares=[16, 25, 36, -7, 64, 81], once=6, caught=7, rows=6]}";

  @TempDir private Path folder;

  private Store store() {
    return Store.open(folder.resolve("store"), Durability.COMMIT);
  }

  /** What steps with a commit, and recorded slots, have written into the diary. */
  private static Set<String> finished(Store store) {
    Set<String> finished = new HashSet<>();
    for (RunSummary summary : store.runs()) {
      RunStore run = store.find(summary.run());
      for (String step : run.steps()) {
        run.committed(step).map(Commit::step).ifPresent(finished::add);
        run.readSlots(step).forEach(slot -> finished.add("square " + (slot.slot() + 4)));
      }
    }
    return finished;
  }

  private boolean killTwice(String place, int time, String layer) {
    Path store = folder.resolve("store");
    boolean there = KilledOrchestrator.kill(store, place, time, layer);
    Set<String> finished = finished(store());
    List<String> before = StrideScenario.diary(store()).lines();
    Map<Path, String> ends = StoreChecker.finalFiles(store);
    assertThat(StoreChecker.breaches(store)).as("after the first kill").isEmpty();

    KilledOrchestrator.kill(store, place, time, layer);
    assertThat(StoreChecker.breaches(store)).as("after the second kill").isEmpty();
    finished.forEach(line -> assertThat(repeats(before, line)).as(line).isZero());
    Set<String> finishedTwice = finished(store());
    List<String> between = StrideScenario.diary(store()).lines();

    assertThat(StrideScenario.ofEveryKind(List.of(layer)).resume(store())).isEqualTo(RESULT);
    finishedTwice.forEach(line -> assertThat(repeats(between, line)).as(line).isZero());
    assertThat(StoreChecker.breaches(store)).as("after the end").isEmpty();
    assertThat(StoreChecker.changes(ends)).isEmpty();
    return there;
  }

  /** How often a step ran after the diary was as it was. */
  private long repeats(List<String> earlier, String line) {
    List<String> lines = StrideScenario.diary(store()).lines();
    return lines.stream().skip(earlier.size()).filter(line::equals).count();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IN_GC")
  void isFollowedByOneThatFinishesItsWork(Failpoint place) {
    assumeThat(LongForm.isOn() || SHORT_FORM.contains(place)).as("the long form").isTrue();

    assertThat(killTwice(place.name(), time(place), "thread")).as("%s", place).isTrue();
  }

  private static int time(Failpoint place) {
    return place == Failpoint.MID_FAN_OUT ? 3 : 1;
  }

  /** The places in a step's own code are in the worker then. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RUNNING", "IN_BACKOFF", "IN_GC"})
  void isFollowedByOneThatFinishesTheWorkOfItsWorkers(Failpoint place) {
    assumeThat(LongForm.isOn() || place == Failpoint.MID_FAN_OUT).as("the long form").isTrue();

    assertThat(killTwice(place.name(), time(place), "process")).as("%s", place).isTrue();
  }

  @Test
  void isFollowedByOneThatFinishesItsWorkWhereverItDies() {
    assumeThat(LongForm.isOn()).as("the long form").isTrue();
    int operation = 1;
    Path whole = folder;
    do {
      folder = whole.resolve("operation-" + operation);
      operation += 5;
    } while (killTwice("" + (operation - 5), 1, "thread"));
    System.out.println("kills before operation: " + (operation / 5) + " places, each twice");
  }
}
