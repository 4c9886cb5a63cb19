// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.backend.batch.task.TaskAttempt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A submitted job: one attempt, or an array with one child for each. Thread-safe.
 *
 * <p>A job with one attempt is a child of itself: its number is 0 and its id the job's.
 */
final class Job {
  private final String name;
  private final String queue;
  private final String id;
  private final @Nullable TaskAttempt[] attempts;
  private final BitSet open;
  private Map<String, Integer> summary = Map.of();
  private int missing;
  private boolean isTerminated;

  Job(String name, String queue, String id, List<TaskAttempt> attempts) {
    this(name, queue, id, attempts.toArray(TaskAttempt[]::new));
    open.set(0, attempts.size());
  }

  private Job(String name, String queue, String id, @Nullable TaskAttempt[] attempts) {
    this.name = name;
    this.queue = queue;
    this.id = id;
    this.attempts = attempts;
    this.open = new BitSet(attempts.length);
  }

  /** A job of an earlier process, nobody's children being watched. */
  static Job ofEarlier(String name, String queue, String id, int size) {
    return new Job(name, queue, id, new TaskAttempt[size]);
  }

  /** Watches a child of an earlier process's job for an attempt. */
  synchronized void take(int child, TaskAttempt attempt) {
    attempts[child] = attempt;
    open.set(child);
    summary = Map.of();
  }

  /** Whether any child was ever watched. */
  synchronized boolean isTaken() {
    return Arrays.stream(attempts).anyMatch(Objects::nonNull);
  }

  String name() {
    return name;
  }

  String queue() {
    return queue;
  }

  String id() {
    return id;
  }

  boolean isArray() {
    return attempts.length > 1;
  }

  /** The id of a child. */
  String id(int child) {
    return isArray() ? id + ":" + child : id;
  }

  /** The attempt of a child that is watched. */
  synchronized TaskAttempt attempt(int child) {
    return Objects.requireNonNull(attempts[child]);
  }

  /** The id of the child that is the attempt's and has not ended. */
  synchronized Optional<String> idOf(TaskAttempt attempt) {
    return open.stream().filter(child -> attempts[child] == attempt).mapToObj(this::id).findFirst();
  }

  /** The child of that id; -1 if it is none of this job's. */
  int child(String childId) {
    if (!isArray()) {
      return childId.equals(id) ? 0 : -1;
    }
    int mark = childId.lastIndexOf(':');
    int child = mark < 0 ? -1 : Integer.parseInt(childId.substring(mark + 1));
    return child < attempts.length ? child : -1;
  }

  /** The children that have not ended. */
  synchronized List<Integer> open() {
    return open.stream().boxed().toList();
  }

  synchronized boolean isOver() {
    return open.isEmpty();
  }

  /** Notes that a child has ended; tells whether that is new. */
  synchronized boolean close(int child) {
    boolean isNew = open.get(child);
    open.clear(child);
    return isNew;
  }

  /** The children that are to be stopped and have not ended. */
  synchronized List<Integer> cancelled() {
    return open.stream().filter(this::isCancelled).boxed().toList();
  }

  /** Whether the job can be stopped as a whole, and was not before. */
  synchronized boolean terminateAsWhole() {
    boolean whole =
        !isTerminated && IntStream.of(open.stream().toArray()).allMatch(this::isCancelled);
    isTerminated |= whole;
    return whole;
  }

  private boolean isCancelled(int child) {
    return attempt(child).isCancelled();
  }

  /**
   * Takes what the service counts of each state.
   *
   * @return the states whose children are to be asked for, because their number has changed
   */
  synchronized List<String> changed(Map<String, Integer> counts) {
    List<String> changed = new ArrayList<>();
    for (String state : List.of("RUNNING", "SUCCEEDED", "FAILED")) {
      int now = counts.getOrDefault(state, 0);
      if (now > 0 && now != summary.getOrDefault(state, 0)) {
        changed.add(state);
      }
    }
    summary = Map.copyOf(counts);
    return changed;
  }

  /** Notes whether the service knows the job; tells how often in a row it did not. */
  synchronized int missing(boolean isMissing) {
    missing = isMissing ? missing + 1 : 0;
    return missing;
  }
}
