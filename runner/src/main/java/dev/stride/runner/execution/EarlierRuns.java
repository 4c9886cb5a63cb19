// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.failure.StrideException;
import dev.stride.store.Commit;
import dev.stride.store.RunStore;
import dev.stride.store.SlotResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the runs that this one goes on from have done already, the nearest first. */
final class EarlierRuns {
  private final List<RunStore> runs;

  EarlierRuns(List<RunStore> runs) {
    this.runs = runs;
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /**
   * What can be used of a step.
   *
   * @param commit its commit, if it fits and is whole
   * @param reason why there is none
   */
  record Finding(Optional<Commit> commit, String reason) {
    private static Finding none(String reason) {
      return new Finding(Optional.empty(), reason);
    }
  }

  /**
   * The commit of a step that has the fingerprint, every file and slot compared with its digest.
   */
  Finding find(String step, Fingerprint fingerprint) {
    Finding first = Finding.none("it has no result yet");
    for (RunStore run : runs) {
      Finding finding = find(run, step, fingerprint);
      if (finding.commit().isPresent()) {
        return finding;
      }
      if (first.reason().equals("it has no result yet")) {
        first = finding;
      }
    }
    return first;
  }

  /** Whether a run has finished the step, with whatever inputs. */
  boolean hasResult(String step) {
    return runs.stream().anyMatch(run -> hasResult(run, step));
  }

  private static boolean hasResult(RunStore run, String step) {
    try {
      return run.committed(step).isPresent();
    } catch (StrideException e) {
      // What is damaged is run again.
      return false;
    }
  }

  private static Finding find(RunStore run, String step, Fingerprint fingerprint) {
    try {
      Optional<Commit> commit = run.committed(step);
      if (commit.isEmpty()) {
        return Finding.none("it has no result yet");
      }
      if (!commit.get().fingerprint().equals(fingerprint.toString())) {
        return Finding.none(fingerprint.differenceTo(commit.get().fingerprint()));
      }
      commit.get().artifacts().forEach(run::verify);
      run.readSlots(step).forEach(slot -> {});
      return new Finding(commit, "");
    } catch (StrideException e) {
      return Finding.none("its output is damaged");
    }
  }

  /**
   * The results of all slots of a {@code foreach} step, in order, from the run that finished it.
   */
  List<SlotResult> committedSlots(String step) {
    for (RunStore run : runs) {
      if (run.committed(step).isPresent()) {
        List<SlotResult> slots = new ArrayList<>();
        run.readSlots(step).forEach(slots::add);
        slots.sort(Comparator.comparingInt(SlotResult::slot));
        return slots;
      }
    }
    return List.of();
  }

  /**
   * The results of a {@code foreach} step's slots, by what each depends on.
   *
   * @param damage hears of records that are not whole; what was read before is: every entry has its
   *     checksum
   */
  Map<Long, SlotResult> slots(String step, Consumer<String> damage) {
    Map<Long, SlotResult> slots = new HashMap<>();
    for (RunStore run : runs) {
      try {
        run.readSlots(step).forEach(slot -> slots.putIfAbsent(slot.fingerprint(), slot));
      } catch (StrideException e) {
        damage.accept("its slots in run " + run.run().run() + " are damaged");
      }
    }
    return slots;
  }

  /** Why none of the slots that are there can be used. */
  String slotDifference(String step, Fingerprint shared) {
    try {
      return runs.stream()
          .flatMap(run -> run.readSlots(step).fingerprint().stream())
          .findFirst()
          .map(
              other ->
                  other.equals(shared.toString())
                      ? "its elements have changed"
                      : shared.differenceTo(other))
          .orElse("its code, a parameter or its elements have changed");
    } catch (StrideException e) {
      return "its slots are damaged";
    }
  }
}
