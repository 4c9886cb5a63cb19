// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.service;

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
public final class Gathering {
  private final long quietNanos;
  private final int most;

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
    private final List<TaskAttempt> attempts = new ArrayList<>();
    private long latest;
  }

  private final Map<Kind, Group> groups = new LinkedHashMap<>();

  /**
   * Of none yet.
   *
   * @param quietMillis how long attempts wait for the next of their kind
   * @param most how many are submitted by one call
   */
  public Gathering(long quietMillis, int most) {
    this.quietNanos = TimeUnit.MILLISECONDS.toNanos(quietMillis);
    this.most = most;
  }

  /** Adds an attempt. */
  public synchronized void add(TaskAttempt attempt, long now) {
    Group group = groups.computeIfAbsent(Kind.of(attempt.call()), kind -> new Group());
    group.attempts.add(attempt);
    group.latest = now;
  }

  /** Takes an attempt out; tells whether it was there. */
  public synchronized boolean remove(TaskAttempt attempt) {
    Group group = groups.get(Kind.of(attempt.call()));
    return group != null && group.attempts.remove(attempt);
  }

  /** Takes the groups that wait for nobody any more, each at most an array long. */
  public synchronized List<List<TaskAttempt>> ready(long now) {
    List<List<TaskAttempt>> ready = new ArrayList<>();
    Iterator<Group> all = groups.values().iterator();
    while (all.hasNext()) {
      Group group = all.next();
      boolean isQuiet = now - group.latest >= quietNanos;
      if (isQuiet || group.attempts.size() >= most) {
        ready.addAll(split(group.attempts));
        all.remove();
      }
    }
    return ready;
  }

  /** Into arrays of about the same length, none of which is a single one left over. */
  private List<List<TaskAttempt>> split(List<TaskAttempt> attempts) {
    int pieces = (attempts.size() + most - 1) / most;
    List<List<TaskAttempt>> split = new ArrayList<>();
    int from = 0;
    for (int piece = 1; piece <= pieces; piece++) {
      int to = (int) ((long) attempts.size() * piece / pieces);
      split.add(List.copyOf(attempts.subList(from, to)));
      from = to;
    }
    return split;
  }

  /** Takes all that are there. */
  public synchronized List<TaskAttempt> clear() {
    List<TaskAttempt> all =
        groups.values().stream().flatMap(group -> group.attempts.stream()).toList();
    groups.clear();
    return all;
  }
}
