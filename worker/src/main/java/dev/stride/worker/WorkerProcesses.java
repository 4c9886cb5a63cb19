// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import dev.stride.api.spi.ProcessTable;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The processes of a worker: those of its session, whoever their parent is by now, its descendants,
 * whatever session they have made, and those that have left both but carry its mark. Thread-safe.
 */
public final class WorkerProcesses {
  /** The variable in a worker's environment that whatever it starts inherits. */
  public static final String MARK = "WORKER_OF_STRIDE";

  private final long leader;
  private final Optional<String> mark;

  /**
   * The processes of a worker.
   *
   * @param leader the worker, which leads its session where sessions can be made
   * @param mark the value of {@link #MARK} in its environment, which no other worker's has
   */
  public WorkerProcesses(long leader, Optional<String> mark) {
    this.leader = leader;
    this.mark = mark;
  }

  /** Those of this process. */
  static WorkerProcesses ofThisOne() {
    return new WorkerProcesses(
        ProcessHandle.current().pid(), Optional.ofNullable(System.getenv(MARK)));
  }

  /** Those that are alive, without the worker itself. */
  public Set<Long> others() {
    Set<Long> found = new TreeSet<>(known());
    found.addAll(
        ProcessHandle.of(leader).stream()
            .flatMap(ProcessHandle::descendants)
            .filter(ProcessHandle::isAlive)
            .map(ProcessHandle::pid)
            .collect(Collectors.toSet()));
    found.remove(leader);
    return found;
  }

  private Set<Long> known() {
    return ProcessTable.alive().stream()
        .filter(found -> found.session() == leader || isMarked(found))
        .map(ProcessTable.Entry::pid)
        .collect(Collectors.toSet());
  }

  private boolean isMarked(ProcessTable.Entry found) {
    return mark.isPresent() && found.hasVariable(MARK, mark.get());
  }

  /** Kills all but the worker; tells whether none is left. */
  public boolean killOthers() {
    Set<Long> others = others();
    others.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    return others.isEmpty();
  }
}
