// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.store.AttemptStore;
import dev.stride.store.Commit;
import dev.stride.store.Outcome;
import dev.stride.store.RunStore;
import dev.stride.store.SlotResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a step has left.
 *
 * @param step its name
 * @param commit its commit: normal, fallback, cloned or damaged; empty while there is none
 * @param slots how many slots of a {@code foreach} have their result
 * @param fallbacks how many of those came from a fallback, or were left out
 * @param attempts the attempts that left a record: all of a step, the failed ones of slots
 * @param artifacts the files of its output
 */
record StepView(
    String step,
    Optional<String> commit,
    int slots,
    int fallbacks,
    List<Map<String, Object>> attempts,
    List<Commit.Artifact> artifacts) {

  static List<StepView> all(RunStore store, RunPath path, Damage damage) {
    return path.stepsOf(store).stream().map(step -> of(store, step, path.slot(), damage)).toList();
  }

  private static StepView of(RunStore store, String step, Optional<Integer> slot, Damage damage) {
    Output output = damage.read(() -> Output.of(store.committed(step)), Output.DAMAGED);
    int[] counts = new int[2];
    damage.show(
        () ->
            store
                .readSlots(step)
                .forEach(
                    result -> {
                      counts[0]++;
                      counts[1] += result.kind() == SlotResult.Kind.NORMAL ? 0 : 1;
                    }));
    return new StepView(
        step,
        output.commit(),
        counts[0],
        counts[1],
        attempts(store, step, slot, damage),
        output.artifacts());
  }

  /** What a commit says. */
  private record Output(Optional<String> commit, List<Commit.Artifact> artifacts) {
    static final Output DAMAGED = new Output(Optional.of(Damage.DAMAGED), List.of());

    static Output of(Optional<Commit> commit) {
      return new Output(
          commit.map(made -> made.kind().name().toLowerCase(Locale.ROOT)),
          commit.map(Commit::artifacts).orElse(List.of()));
    }
  }

  private static List<Map<String, Object>> attempts(
      RunStore store, String step, Optional<Integer> slot, Damage damage) {
    List<Map<String, Object>> views = new ArrayList<>();
    for (AttemptStore attempt : store.attempts(step, slot)) {
      damage
          .read(attempt::outcome, Optional.<Outcome>empty())
          .ifPresent(outcome -> views.add(view(attempt.name(), outcome)));
    }
    return views;
  }

  private static Map<String, Object> view(String name, Outcome outcome) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("attempt", name);
    view.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    view.put("layer", outcome.layer());
    view.put("started", outcome.started());
    view.put("ended", outcome.ended());
    outcome.error().ifPresent(error -> view.put("error", error.type() + ": " + error.message()));
    return view;
  }
}
