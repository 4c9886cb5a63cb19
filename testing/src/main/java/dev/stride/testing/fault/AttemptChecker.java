// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks at the attempts of one step: each has its end, and none was made that nobody paid for. */
final class AttemptChecker {
  /** {@code 1} of a step, {@code 17-1} of a slot. */
  private static final Pattern FOLDER = Pattern.compile("(?:([0-9]+)-)?([0-9]+)");

  private static final Pattern FALLBACK = Pattern.compile("FELL_BACK|FALLBACK_FAILED");
  private static final Pattern AGAIN = Pattern.compile("FAILED|TIMED_OUT");
  private static final Map<String, Integer> LARGEST = Map.of("SYSTEM", 5, "ESCALATION", 2);

  private final Path step;
  private final int retries;
  private final List<String> breaches;

  /**
   * @param retries what the plan grants the step's users
   */
  AttemptChecker(Path step, int retries, List<String> breaches) {
    this.step = step;
    this.retries = retries;
    this.breaches = breaches;
  }

  /**
   * @param json reads a file; empty where there is none
   */
  void check(Function<Path, Map<?, ?>> json) {
    Map<String, SortedMap<Integer, Path>> tasks = new TreeMap<>();
    for (Path folder : StoreChecker.children(step.resolve("a"))) {
      Matcher name = FOLDER.matcher(StoreChecker.name(folder));
      if (name.matches()) {
        String slot = name.group(1) == null ? "" : name.group(1);
        tasks
            .computeIfAbsent(slot, key -> new TreeMap<>())
            .put(Integer.parseInt(name.group(2)), folder);
      }
    }
    tasks.forEach((slot, attempts) -> checkTask(slot, attempts, json));
  }

  private void checkTask(
      String slot, SortedMap<Integer, Path> attempts, Function<Path, Map<?, ?>> json) {
    if (slot.isEmpty() && attempts.lastKey() != attempts.size()) {
      breaches.add("I8: " + step + " has the attempts " + attempts.keySet() + ", with a gap");
    }
    List<Map<?, ?>> ends = new ArrayList<>();
    attempts.forEach(
        (number, folder) -> {
          Map<?, ?> end = json.apply(folder.resolve("outcome.json"));
          boolean isLast = number.equals(attempts.lastKey());
          if (!isLast && end.isEmpty()) {
            breaches.add("I4: " + folder + " has no outcome, and another attempt followed");
          }
          ends.add(end);
        });
    for (int index = 0; index + 1 < ends.size(); index++) {
      checkNext(ends.get(index), ends.get(index + 1));
    }
    checkBudgets(ends);
  }

  /** An attempt follows another that failed and was paid for, or is the fallback. */
  private void checkNext(Map<?, ?> end, Map<?, ?> next) {
    if (end.isEmpty() || next.isEmpty()) {
      return;
    }
    String after = step + " has an attempt after one that ended as " + end.get("status");
    if (!AGAIN.matcher(status(end)).matches()) {
      breaches.add("I8: " + after);
    }
    boolean isFallback = FALLBACK.matcher(status(next)).matches();
    boolean isFree = "THROTTLED".equals(verdict(end).get("failureClass"));
    if (isFallback == isPaid(end) && !isFree) {
      breaches.add("I8: " + after + ", paid by " + payer(end) + ": " + status(next));
    }
  }

  private void checkBudgets(List<Map<?, ?>> ends) {
    Map<String, Long> spent =
        ends.stream()
            .filter(AttemptChecker::isPaid)
            .collect(
                Collectors.groupingBy(AttemptChecker::payer, HashMap::new, Collectors.counting()));
    spent.forEach(
        (budget, count) -> {
          int granted = LARGEST.getOrDefault(budget, retries);
          if (count > granted) {
            breaches.add(
                "I8: " + step + " has spent " + count + " of " + granted + " of budget " + budget);
          }
        });
  }

  private static String status(Map<?, ?> end) {
    return String.valueOf(end.get("status"));
  }

  private static Map<?, ?> verdict(Map<?, ?> end) {
    return end.get("verdict") instanceof Map<?, ?> verdict ? verdict : Map.of();
  }

  private static String payer(Map<?, ?> end) {
    return String.valueOf(verdict(end).get("paidBy"));
  }

  private static boolean isPaid(Map<?, ?> end) {
    return !verdict(end).isEmpty() && !payer(end).equals("NONE");
  }
}
