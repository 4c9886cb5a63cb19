// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.api.spi.OrchestratorMark;
import dev.stride.api.spi.ProcessTable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Processes that steps have started and left behind: nothing of a run outlives it. Those of steps
 * in worker processes end with the worker; here are those of steps on threads of a process that is
 * a run's alone. Others, which embed Stride, have processes of their own, and keep them.
 */
public final class LeftProcesses {
  /** What a worker and all that its step has started have in their environment. */
  private static final String OF_WORKER = "WORKER_OF_STRIDE";

  private static final int ROUNDS = 200;
  private static final long NANOS_BETWEEN_ROUNDS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Supplier<Set<Long>> alive;

  private LeftProcesses(Supplier<Set<Long>> alive) {
    this.alive = alive;
  }

  /** Of the process with that mark, which may have gone; itself and its workers apart. */
  static LeftProcesses of(String mark) {
    return new LeftProcesses(() -> marked(mark));
  }

  /** Of this process if it has a mark; none otherwise. */
  public static LeftProcesses ofThisRun() {
    return new LeftProcesses(
        () -> OrchestratorMark.ofThisProcess().map(LeftProcesses::marked).orElse(Set.of()));
  }

  /** Kills the children of this process, which is ending and was started for one command. */
  static void endOfThisProcess() {
    Found unused = new LeftProcesses(LeftProcesses::children).end();
  }

  private static Set<Long> marked(String mark) {
    Optional<Long> leader = ofLeader(mark);
    List<ProcessTable.Entry> all = ProcessTable.alive();
    long earliest =
        all.stream()
            .filter(found -> leader.equals(Optional.of(found.pid())))
            .mapToLong(ProcessTable.Entry::started)
            .findFirst()
            .orElse(0);
    return all.stream()
        // Before the environments of all are read.
        .filter(found -> found.started() >= earliest)
        .filter(found -> found.hasVariable(OrchestratorMark.VARIABLE, mark))
        .filter(found -> !found.hasVariable(OF_WORKER))
        .map(ProcessTable.Entry::pid)
        .filter(pid -> pid != ProcessHandle.current().pid() && !leader.equals(Optional.of(pid)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Optional<Long> ofLeader(String mark) {
    String pid = mark.substring(0, Math.max(0, mark.indexOf('-')));
    return pid.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(pid)) : Optional.empty();
  }

  /** Without workers: they end what is theirs before they end. */
  private static Set<Long> children() {
    Set<Long> descendants =
        ProcessHandle.current()
            .descendants()
            .map(ProcessHandle::pid)
            .collect(Collectors.toCollection(HashSet::new));
    if (!descendants.isEmpty()) {
      Set<Long> ours =
          ProcessTable.alive().stream()
              .filter(found -> !found.hasVariable(OF_WORKER))
              .map(ProcessTable.Entry::pid)
              .collect(Collectors.toSet());
      descendants.retainAll(ours);
    }
    return descendants;
  }

  /**
   * Kills them and waits, for two seconds at most, until none is left.
   *
   * @return those that were found
   */
  public Found end() {
    Set<Long> left = alive.get();
    Set<Long> all = new TreeSet<>(left);
    for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
      left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      LockSupport.parkNanos(NANOS_BETWEEN_ROUNDS);
      left = alive.get();
      all.addAll(left);
    }
    return new Found(all.size(), left);
  }

  /**
   * What was there.
   *
   * @param count how many
   * @param alive those that could not be killed
   */
  public record Found(int count, Set<Long> alive) {
    public Found {
      alive = Set.copyOf(alive);
    }

    /** For people, behind a sentence about a run; empty if there was none. */
    String text() {
      if (!alive.isEmpty()) {
        return "; processes that its steps have left could not be ended: " + new TreeSet<>(alive);
      }
      return count == 0
          ? ""
          : "; "
              + count
              + (count == 1 ? " process" : " processes")
              + " that its steps had left "
              + (count == 1 ? "was" : "were")
              + " ended";
    }
  }
}
