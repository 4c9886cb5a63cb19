// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.store.RunStore;
import java.util.List;
import java.util.Optional;

/**
 * What {@code RUN[/STEP[/TASK]]} names.
 *
 * @param run the run
 * @param step the step, if one is named
 * @param slot the slot of a {@code foreach} step, if one is named
 */
record RunPath(String run, Optional<String> step, Optional<Integer> slot) {

  static RunPath parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length > 3 || parts[0].isEmpty()) {
      throw wrong(text);
    }
    Optional<String> step = parts.length > 1 ? Optional.of(parts[1]) : Optional.empty();
    if (parts.length < 3) {
      return new RunPath(parts[0], step, Optional.empty());
    }
    if (!parts[2].matches("[0-9]{1,9}")) {
      throw wrong(text);
    }
    return new RunPath(parts[0], step, Optional.of(Integer.parseInt(parts[2])));
  }

  private static StrideException wrong(String text) {
    return new StrideException(
        FailureKind.USAGE,
        "Invalid path: " + text + " (must be RUN, RUN/STEP or RUN/STEP/SLOT, a slot from 0)");
  }

  /** The steps that are meant: the named one, or all that have left anything. */
  List<String> stepsOf(RunStore store) {
    List<String> steps = store.steps();
    if (step.isEmpty()) {
      return steps;
    }
    if (!steps.contains(step.get())) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot find step: "
              + step.get()
              + " in run "
              + store.run().run()
              + " (it has "
              + (steps.isEmpty() ? "none yet" : String.join(", ", steps))
              + ")");
    }
    slot.filter(number -> !isKnown(store, step.get(), number))
        .ifPresent(
            number -> {
              throw new StrideException(
                  FailureKind.CONFIGURATION,
                  "Cannot find slot: "
                      + number
                      + " of step "
                      + step.get()
                      + " in run "
                      + store.run().run()
                      + " (stride show "
                      + store.run().run()
                      + "/"
                      + step.get()
                      + " tells how many it has)");
            });
    return List.of(step.get());
  }

  /** A slot is known by its result, or by an attempt that left a record; any may be in damage. */
  private static boolean isKnown(RunStore store, String step, int slot) {
    boolean[] found = new boolean[1];
    Damage damage = new Damage();
    damage.show(() -> store.readSlots(step).forEach(result -> found[0] |= result.slot() == slot));
    return found[0]
        || !damage.problems().isEmpty()
        || !store.logs(step, Optional.of(slot)).isEmpty()
        || !store.attempts(step, Optional.of(slot)).isEmpty();
  }
}
