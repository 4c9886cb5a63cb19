// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.StrideException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what is wrong with records, so that those that are whole are shown. */
final class Damage {
  /** What is shown in place of a state. */
  static final String DAMAGED = "damaged";

  private final Set<String> problems = new LinkedHashSet<>();

  /** What is read, or {@code instead} where it is damaged. */
  <T> T read(Supplier<T> record, T instead) {
    try {
      return record.get();
    } catch (StrideException e) {
      problems.add(String.valueOf(e.getMessage()));
      return instead;
    }
  }

  /** Shows what can be read. */
  void show(Runnable reading) {
    read(
        () -> {
          reading.run();
          return true;
        },
        false);
  }

  /** A sentence for each record that is damaged, in the order in which they were met. */
  List<String> problems() {
    return List.copyOf(problems);
  }
}
