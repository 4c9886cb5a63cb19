// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The processes of a worker: those of its session, whoever their parent is by now, and its
 * descendants, whatever session they have made. Thread-safe.
 */
public final class SessionProcesses {
  private static final Path PROCESSES = Path.of("/proc");

  /** Behind the name in parentheses: state, parent, group, session. */
  private static final int STATE = 0;

  private static final int SESSION = 3;

  private final long leader;

  /**
   * The processes of a worker.
   *
   * @param leader the worker, which leads its session where sessions can be made
   */
  public SessionProcesses(long leader) {
    this.leader = leader;
  }

  /** Those that are alive, without the worker itself. */
  public Set<Long> others() {
    Set<Long> found = new TreeSet<>(ofSession());
    found.addAll(
        ProcessHandle.of(leader).stream()
            .flatMap(ProcessHandle::descendants)
            .filter(ProcessHandle::isAlive)
            .map(ProcessHandle::pid)
            .collect(Collectors.toSet()));
    found.remove(leader);
    return found;
  }

  private Set<Long> ofSession() {
    Set<Long> found = new TreeSet<>();
    if (!Files.isDirectory(PROCESSES)) {
      return found;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path folder : folders) {
        if (isOfSession(folder)) {
          found.add(Long.parseLong(String.valueOf(folder.getFileName())));
        }
      }
    } catch (IOException e) {
      return found;
    }
    return found;
  }

  private boolean isOfSession(Path folder) {
    try {
      String stat =
          Files.readString(folder.resolve("stat"), java.nio.charset.StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[SESSION]) == leader && !isDead(fields[STATE]);
    } catch (IOException e) {
      // It has ended meanwhile.
      return false;
    }
  }

  /** Nobody may be there to reap an orphan. */
  private static boolean isDead(String state) {
    return state.equals("Z") || state.equals("X");
  }

  /** Kills all but the worker; tells whether none is left. */
  public boolean killOthers() {
    Set<Long> others = others();
    others.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    return others.isEmpty();
  }
}
