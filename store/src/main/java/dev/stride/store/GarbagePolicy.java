// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.time.Duration;
import java.util.Optional;

/**
 * What garbage collection may delete.
 *
 * @param grace how old leftovers must be; default 24 hours
 * @param keepLast how many of the newest runs stay, whatever their age; older ones are deleted
 *     whole
 * @param olderThan how old a run must be to be deleted whole; with {@code keepLast} both must hold
 * @param mode whether it deletes
 */
public record GarbagePolicy(
    Duration grace, Optional<Integer> keepLast, Optional<Duration> olderThan, Mode mode) {
  private static final Duration GRACE = Duration.ofHours(24);

  /** Whether what is found is deleted. */
  public enum Mode {
    DELETE,
    /** It is only told. */
    LIST
  }

  public GarbagePolicy {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("Invalid grace: " + grace + " (must be at least 0)");
    }
    keepLast.ifPresent(
        count -> {
          if (count < 0) {
            throw new IllegalArgumentException(
                "Invalid number of runs to keep: " + count + " (must be at least 0)");
          }
        });
  }

  /** Deletes leftovers of more than a day, and no run. */
  public static GarbagePolicy ofDefaults() {
    return new GarbagePolicy(GRACE, Optional.empty(), Optional.empty(), Mode.DELETE);
  }

  /** The same with another grace. */
  public GarbagePolicy after(Duration other) {
    return new GarbagePolicy(other, keepLast, olderThan, mode);
  }

  /** The same, and whole runs besides the newest. */
  public GarbagePolicy keepingLast(int count) {
    return new GarbagePolicy(grace, Optional.of(count), olderThan, mode);
  }

  /** The same, and whole runs that started longer ago. */
  public GarbagePolicy deletingOlderThan(Duration age) {
    return new GarbagePolicy(grace, keepLast, Optional.of(age), mode);
  }

  /** The same, without deleting anything. */
  public GarbagePolicy listing() {
    return new GarbagePolicy(grace, keepLast, olderThan, Mode.LIST);
  }

  boolean deletesRuns() {
    return keepLast.isPresent() || olderThan.isPresent();
  }
}
