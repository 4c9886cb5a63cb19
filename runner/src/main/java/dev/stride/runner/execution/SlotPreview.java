// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import static java.util.stream.Collectors.joining;

import dev.stride.store.SlotResult;
import dev.stride.store.ValueCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says which slots of a fan-out would be taken over from earlier runs, and why others not. */
final class SlotPreview {
  private static final int MOST_NAMED = 20;

  private SlotPreview() {}

  /**
   * Half a sentence.
   *
   * @param elements that the slots run over
   * @param shared what every slot depends on besides its element
   */
  static String of(
      String step,
      List<?> elements,
      ValueCodec codec,
      Fingerprint shared,
      EarlierRuns earlier,
      String reason) {
    Map<Long, SlotResult> known = earlier.slots(step, damage -> {});
    if (known.isEmpty()) {
      return "runs again: " + reason;
    }
    List<Integer> missing = new ArrayList<>();
    for (int slot = 0; slot < elements.size(); slot++) {
      if (!known.containsKey(Slots.fingerprint(shared, codec.encode(elements.get(slot))))) {
        missing.add(slot);
      }
    }
    if (missing.isEmpty()) {
      return "all its " + elements.size() + " slots are reused";
    }
    return missing.size() == elements.size()
        ? "runs again, no slot is reused: " + earlier.slotDifference(step, shared)
        : "runs again in slots " + named(missing) + " of " + elements.size() + ": " + reason;
  }

  private static String named(List<Integer> slots) {
    String first = slots.stream().limit(MOST_NAMED).map(String::valueOf).collect(joining(", "));
    int more = slots.size() - MOST_NAMED;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
