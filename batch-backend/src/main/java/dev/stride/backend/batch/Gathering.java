// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.policy.BatchOptions;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.spi.RemoteStep;
import dev.stride.api.spi.StepTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Attempts that wait for others of their kind, to be submitted by one call: until none has come for
 * a moment, or an array is full. Thread-safe.
 */
final class Gathering {
  /** The most children of an array. */
  static final int MOST = 10_000;

  private final long quietNanos;

  /** What all attempts of one job have in common. */
  private record Kind(
      RemoteStep step,
      ResourceRequest resources,
      Optional<BatchOptions> options,
      Optional<Duration> timeLimit) {
    static Kind of(StepTask.Call call) {
      return new Kind(
          call.step(), call.resources(), call.terms().batch(), call.terms().timeLimit());
    }
  }

  private static final class Group {
    private final List<BatchAttempt> attempts = new ArrayList<>();
    private long latest;
  }

  private final Map<Kind, Group> groups = new LinkedHashMap<>();

  Gathering(Waits waits) {
    this.quietNanos = TimeUnit.MILLISECONDS.toNanos(waits.quiet());
  }

  /** Adds an attempt. */
  synchronized void add(BatchAttempt attempt, long now) {
    Group group = groups.computeIfAbsent(Kind.of(attempt.call()), kind -> new Group());
    group.attempts.add(attempt);
    group.latest = now;
  }

  /** Takes an attempt out; tells whether it was there. */
  synchronized boolean remove(BatchAttempt attempt) {
    Group group = groups.get(Kind.of(attempt.call()));
    return group != null && group.attempts.remove(attempt);
  }

  /** Takes the groups that wait for nobody any more, each at most an array long. */
  synchronized List<List<BatchAttempt>> ready(long now) {
    List<List<BatchAttempt>> ready = new ArrayList<>();
    Iterator<Group> all = groups.values().iterator();
    while (all.hasNext()) {
      Group group = all.next();
      boolean isQuiet = now - group.latest >= quietNanos;
      if (isQuiet || group.attempts.size() >= MOST) {
        ready.addAll(split(group.attempts));
        all.remove();
      }
    }
    return ready;
  }

  /** Into arrays of about the same length, none of which is a single one left over. */
  private static List<List<BatchAttempt>> split(List<BatchAttempt> attempts) {
    int pieces = (attempts.size() + MOST - 1) / MOST;
    List<List<BatchAttempt>> split = new ArrayList<>();
    int from = 0;
    for (int piece = 1; piece <= pieces; piece++) {
      int to = (int) ((long) attempts.size() * piece / pieces);
      split.add(List.copyOf(attempts.subList(from, to)));
      from = to;
    }
    return split;
  }

  /** Takes all that are there. */
  synchronized List<BatchAttempt> clear() {
    List<BatchAttempt> all =
        groups.values().stream().flatMap(group -> group.attempts.stream()).toList();
    groups.clear();
    return all;
  }
}
