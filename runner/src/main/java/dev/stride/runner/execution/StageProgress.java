// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.planner.Stage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How far a stage is, to be looked at by whoever shows it. Thread-safe. */
public final class StageProgress {
  /** The states of a stage, in the order in which they come. */
  public enum State {
    /** It waits for its inputs. */
    BLOCKED,
    /** Its inputs are there; it waits for room on the machine. */
    QUEUED,
    RUNNING,
    SUCCEEDED,
    /** A fallback supplied at least a part of its result. */
    FELL_BACK,
    /** An earlier run had done it already. */
    REUSED,
    FAILED,
    CANCELLED;

    /** Whether nothing more will happen. */
    public boolean isFinal() {
      return compareTo(RUNNING) > 0;
    }
  }

  private final Stage stage;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger failedAttempts = new AtomicInteger();
  private final AtomicInteger reusedSlots = new AtomicInteger();
  private final AtomicInteger fallbacks = new AtomicInteger();
  private final AtomicLong startedNanos = new AtomicLong();
  private final AtomicLong endedNanos = new AtomicLong();
  private volatile int total = 1;
  private volatile State state = State.BLOCKED;
  private volatile String reason = "";

  StageProgress(Stage stage) {
    this.stage = stage;
  }

  /** The stage. */
  public Stage stage() {
    return stage;
  }

  /** How many tasks have their result. */
  public int done() {
    return done.get();
  }

  /** How many tasks there are; known once the stage runs. */
  public int total() {
    return total;
  }

  /** How many attempts have failed. */
  public int failedAttempts() {
    return failedAttempts.get();
  }

  /** How many slots of a {@code foreach} came from an earlier run. */
  public int reusedSlots() {
    return reusedSlots.get();
  }

  /** How many tasks got their result from a fallback. */
  public int fallbacks() {
    return fallbacks.get();
  }

  /** What it does now. */
  public State state() {
    return state;
  }

  /** Why it waits, or why it runs again; empty when there is nothing to say. */
  public String reason() {
    return reason;
  }

  /** The time since it started, up to its end; 0 before. */
  public long elapsedMillis() {
    long started = startedNanos.get();
    long ended = endedNanos.get();
    if (started == 0) {
      return 0;
    }
    return ((ended == 0 ? System.nanoTime() : ended) - started) / 1_000_000;
  }

  void tasks(int count) {
    total = count;
  }

  void taskDone() {
    done.incrementAndGet();
  }

  void attemptFailed() {
    failedAttempts.incrementAndGet();
  }

  void slotsReused(int count) {
    reusedSlots.addAndGet(count);
    done.addAndGet(count);
  }

  void fellBack() {
    fallbacks.incrementAndGet();
  }

  void because(String newReason) {
    reason = newReason;
  }

  void queued() {
    if (state == State.BLOCKED) {
      state = State.QUEUED;
    }
  }

  void running() {
    startedNanos.compareAndSet(0, System.nanoTime());
    if (!state.isFinal()) {
      state = State.RUNNING;
    }
  }

  void reused() {
    done.set(total);
    ended(State.REUSED);
  }

  void succeeded() {
    if (!state.isFinal()) {
      boolean reused = total > 0 && reusedSlots.get() == total;
      ended(reused ? State.REUSED : fallbacks.get() > 0 ? State.FELL_BACK : State.SUCCEEDED);
    }
  }

  void ended(State end) {
    startedNanos.compareAndSet(0, System.nanoTime());
    endedNanos.compareAndSet(0, System.nanoTime());
    state = end;
  }
}
