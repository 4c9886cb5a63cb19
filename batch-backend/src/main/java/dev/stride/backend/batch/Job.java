// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.backend.batch.service.TaskAttempt;
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
 * A submitted job: an array of children, each of which runs the same number of slots, the last
 * perhaps fewer. Thread-safe.
 *
 * <p>A job that is no array is a child of itself: its number is 0 and its id the job's.
 */
final class Job {
  private final String name;
  private final String queue;
  private final String id;

  /** By slot; those of the first child first. */
  private final @Nullable TaskAttempt[] attempts;

  private final int slotsPerChild;

  /** The children that are watched and have not ended. */
  private final BitSet open;

  private Map<String, Integer> summary = Map.of();
  private int missing;
  private boolean isTerminated;
  private boolean isTaken;

  /** A job of this process, all of whose children are watched. */
  Job(String name, String queue, String id, List<TaskAttempt> attempts, int slotsPerChild) {
    this(name, queue, id, attempts.toArray(TaskAttempt[]::new), slotsPerChild);
    open.set(0, children());
  }

  private Job(
      String name, String queue, String id, @Nullable TaskAttempt[] attempts, int slotsPerChild) {
    this.name = name;
    this.queue = queue;
    this.id = id;
    this.attempts = attempts;
    this.slotsPerChild = slotsPerChild;
    this.open = new BitSet(children());
  }

  /** A job of an earlier process, nobody's children being watched. */
  static Job ofEarlier(String name, String queue, String id, int slots, int slotsPerChild) {
    return new Job(name, queue, id, new TaskAttempt[slots], slotsPerChild);
  }

  private int children() {
    return (attempts.length + slotsPerChild - 1) / slotsPerChild;
  }

  /** Watches the child that runs a slot of an earlier process's job, for an attempt. */
  synchronized void take(int slot, TaskAttempt attempt) {
    isTaken = true;
    attempts[slot] = attempt;
    open.set(slot / slotsPerChild);
    summary = Map.of();
  }

  /** Whether any slot was ever taken. */
  synchronized boolean isTaken() {
    return isTaken;
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
    return children() > 1;
  }

  /** The id of a child. */
  String id(int child) {
    return isArray() ? id + ":" + child : id;
  }

  /** Whether containers run several slots, one after the other. */
  boolean isPacked() {
    return slotsPerChild > 1;
  }

  /** The attempts of a child that is watched, at least one. */
  synchronized List<TaskAttempt> attempts(int child) {
    int from = child * slotsPerChild;
    int to = Math.min(attempts.length, from + slotsPerChild);
    return Arrays.stream(attempts, from, to).filter(Objects::nonNull).toList();
  }

  /** Forgets the attempts of a child that has ended; they are the caller's to end. */
  synchronized List<TaskAttempt> release(int child) {
    List<TaskAttempt> released = attempts(child);
    int from = child * slotsPerChild;
    Arrays.fill(attempts, from, Math.min(attempts.length, from + slotsPerChild), null);
    return released;
  }

  /** The id of the child that is the attempt's and has not ended. */
  synchronized Optional<String> idOf(TaskAttempt attempt) {
    return open.stream()
        .filter(child -> attempts(child).contains(attempt))
        .mapToObj(this::id)
        .findFirst();
  }

  /** The child of that id; -1 if it is none of this job's. */
  int child(String childId) {
    if (!isArray()) {
      return childId.equals(id) ? 0 : -1;
    }
    int mark = childId.lastIndexOf(':');
    int child = mark < 0 ? -1 : Integer.parseInt(childId.substring(mark + 1));
    return child < children() ? child : -1;
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

  /** The children that have not ended, and all of whose attempts are to be stopped. */
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
    return attempts(child).stream().allMatch(TaskAttempt::isOver);
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
