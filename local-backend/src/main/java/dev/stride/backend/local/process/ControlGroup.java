// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A control group of Linux (version 2) around a worker: it holds the memory and the processors of
 * the worker and of all that it starts, and is a witness when the kernel kills for memory. Where
 * the groups are not ours to make, as in most containers, there is none, and a limit is the heap's
 * alone.
 */
final class ControlGroup {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final Path OWN = Path.of("/proc/self/cgroup");

  /** What a JVM takes besides the memory that was asked for. */
  private static final long JVM_BYTES = 256L << 20;

  private static final long PERIOD_MICROS = 100_000;

  private final Path folder;

  private ControlGroup(Path folder) {
    this.folder = folder;
  }

  /** A group around a process that has just started, if there can be one and it is of use. */
  static Optional<ControlGroup> around(Process process, WorkerSize size) {
    return around(process.pid(), size, ROOT, OWN);
  }

  static Optional<ControlGroup> around(long pid, WorkerSize size, Path root, Path own) {
    if (size.memory().isEmpty() && size.cpu().isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<Path> parent = parent(root, own);
      if (parent.isEmpty()) {
        return Optional.empty();
      }
      Path folder = Files.createDirectory(parent.get().resolve("stride-worker-" + pid));
      ControlGroup group = new ControlGroup(folder);
      group.limit(size);
      group.write("cgroup.procs", String.valueOf(pid));
      return Optional.of(group);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The group that ours is in: it may have groups beside ours, but ours may have none inside. */
  private static Optional<Path> parent(Path root, Path own) throws IOException {
    if (!Files.exists(root.resolve("cgroup.controllers")) || !Files.exists(own)) {
      return Optional.empty();
    }
    Optional<String> name =
        Files.readAllLines(own).stream()
            .filter(line -> line.startsWith("0::/"))
            .map(line -> line.substring("0::/".length()))
            .findFirst();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Path group = root.resolve(name.get()).normalize();
    Path parent = group.equals(root) || group.getParent() == null ? root : group.getParent();
    List<String> controllers =
        Arrays.asList(
            Files.readString(parent.resolve("cgroup.subtree_control")).strip().split(" ", -1));
    boolean suffices = controllers.contains("memory") && Files.isWritable(parent);
    return suffices ? Optional.of(parent) : Optional.empty();
  }

  private void limit(WorkerSize size) throws IOException {
    if (size.memory().isPresent()) {
      write("memory.max", String.valueOf(size.memory().get().bytes() + JVM_BYTES));
      write("memory.oom.group", "1");
    }
    if (size.cpu().isPresent() && Files.exists(folder.resolve("cpu.max"))) {
      write("cpu.max", size.cpu().get() * PERIOD_MICROS + " " + PERIOD_MICROS);
    }
  }

  private void write(String file, String value) throws IOException {
    Files.writeString(folder.resolve(file), value, StandardCharsets.US_ASCII);
  }

  /** Whether the kernel has killed a process of the group for its memory. */
  boolean hasKilled() {
    try {
      return Files.readAllLines(folder.resolve("memory.events")).stream()
          .anyMatch(line -> line.matches("oom_kill [1-9][0-9]*"));
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes the group, whose processes have ended. */
  void remove() {
    try {
      Files.delete(folder);
    } catch (NoSuchFileException e) {
      // It was removed before.
      return;
    } catch (IOException e) {
      // The kernel has not let go of the last process yet; an empty group costs nothing.
      return;
    }
  }
}
