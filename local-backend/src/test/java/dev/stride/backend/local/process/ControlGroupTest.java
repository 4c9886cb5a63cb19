// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.MemorySize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written into the files of a control group, and when there is none. */
class ControlGroupTest {
  private static final WorkerSize SIZE =
      new WorkerSize(Optional.of(MemorySize.parse("1 GiB")), Optional.of(2));

  @TempDir private Path root;
  private Path own;

  @BeforeEach
  void imitateTheKernel() throws IOException {
    own = root.resolve("own");
    Files.writeString(own, "9:name=systemd:/\n0::/app.slice/stride.scope\n");
    Files.writeString(root.resolve("cgroup.controllers"), "cpu memory pids\n");
    Files.createDirectories(root.resolve("app.slice/stride.scope"));
    Files.writeString(root.resolve("app.slice/cgroup.subtree_control"), "cpu memory\n");
  }

  private Optional<ControlGroup> group(WorkerSize size) {
    return ControlGroup.around(77, size, root, own);
  }

  private String written(String file) throws IOException {
    return Files.readString(root.resolve("app.slice/stride-worker-77").resolve(file));
  }

  @Test
  void holdsMemoryAndAllProcessesOfAWorker() throws IOException {
    assertThat(group(SIZE)).isPresent();

    assertThat(written("memory.max")).isEqualTo(String.valueOf((1L << 30) + (256L << 20)));
    assertThat(written("memory.oom.group")).isEqualTo("1");
    assertThat(written("cgroup.procs")).isEqualTo("77");
  }

  @Test
  void isAWitnessWhenTheKernelHasKilled() throws IOException {
    ControlGroup group = group(SIZE).orElseThrow();
    Path events = root.resolve("app.slice/stride-worker-77/memory.events");
    assertThat(group.hasKilled()).isFalse();

    Files.writeString(events, "low 0\noom 1\noom_kill 0\noom_group_kill 0\n");
    assertThat(group.hasKilled()).isFalse();

    Files.writeString(events, "low 0\noom 1\noom_kill 12\noom_group_kill 1\n");
    assertThat(group.hasKilled()).isTrue();
  }

  @Test
  void isNotThereWhereItWouldLimitNothing() {
    assertThat(group(new WorkerSize(Optional.empty(), Optional.empty()))).isEmpty();
  }

  @Test
  void isNotThereWhereMemoryIsNotHandedDown() throws IOException {
    Files.writeString(root.resolve("app.slice/cgroup.subtree_control"), "cpu\n");
    assertThat(group(SIZE)).isEmpty();
  }

  @Test
  void isNotThereOnTheFirstVersion() throws IOException {
    Files.delete(root.resolve("cgroup.controllers"));
    assertThat(group(SIZE)).isEmpty();
  }
}
