// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static final Path PROCESSES = Path.of("/proc");

  /** Behind the name in parentheses: state, parent, group, session. */
  private static final int STATE = 0;

  private static final int SESSION = 3;

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
    this.mark = mark.map(value -> "\0" + MARK + "=" + value + "\0");
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
    Set<Long> found = new TreeSet<>();
    if (!Files.isDirectory(PROCESSES)) {
      return found;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path folder : folders) {
        if (isOurs(folder)) {
          found.add(Long.parseLong(String.valueOf(folder.getFileName())));
        }
      }
    } catch (IOException e) {
      return found;
    }
    return found;
  }

  private boolean isOurs(Path folder) {
    try {
      String stat = text(folder.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return !isDead(fields[STATE])
          && (Long.parseLong(fields[SESSION]) == leader || isMarked(folder));
    } catch (IOException e) {
      // It has ended meanwhile, or belongs to somebody else.
      return false;
    }
  }

  /** Nobody may be there to reap an orphan. */
  private static boolean isDead(String state) {
    return state.equals("Z") || state.equals("X");
  }

  private boolean isMarked(Path folder) throws IOException {
    return mark.isPresent() && ("\0" + text(folder.resolve("environ"))).contains(mark.get());
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /** Kills all but the worker; tells whether none is left. */
  public boolean killOthers() {
    Set<Long> others = others();
    others.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    return others.isEmpty();
  }
}
