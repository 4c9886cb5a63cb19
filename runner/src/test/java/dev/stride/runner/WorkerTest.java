// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.failure.FailureKind;
import dev.stride.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step in a worker process can do to the orchestrator: nothing. */
class WorkerTest {
  @TempDir private Path folder;
  private Stride stride;

  @BeforeEach
  void open() {
    stride =
        Stride.with(
            Settings.of(
                Map.of("stride.store", folder.resolve("store").toString(), "stride.cpu", "2")));
  }

  @AfterEach
  void leavesNoProcess() throws IOException {
    stride.close();
    assertThat(pids()).noneMatch(WorkerTest::isAlive);
  }

  private List<Long> pids() throws IOException {
    Path file = folder.resolve("pids");
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(Long::valueOf).toList()
        : List.of();
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).isPresent() && !isZombie(pid);
  }

  /** Whose parent is gone and whom nobody reaps. */
  private static boolean isZombie(long pid) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), "stat")).contains(") Z ");
    } catch (IOException e) {
      return true;
    }
  }

  private String run(String deed, String... policies) {
    RunOptions options = RunOptions.ofDefaults().with(List.of("act=process" + join(policies)));
    return stride
        .run(new Deeds(), Map.of("deed", deed, "folder", folder.toString()), options)
        .value(String.class);
  }

  private static String join(String... policies) {
    return policies.length == 0 ? "" : "," + String.join(",", policies);
  }

  private RunFailed failure(String deed, String... policies) {
    try {
      run(deed, policies);
    } catch (RunFailed e) {
      return e;
    }
    throw new AssertionError("the run did not fail");
  }

  private String log() {
    RunStore run = stride.store().find("last");
    return run.log("act", "1");
  }

  @Test
  void runsAStepInAProcessOfItsOwn() {
    assertThat(Long.parseLong(run("nothing"))).isNotEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void usesACleanProcessAgain() {
    assertThat(run("nothing")).isEqualTo(run("nothing"));
  }

  @Test
  void survivesAStepThatExits() {
    RunFailed failed = failure("exit-42");
    assertThat(failed.kind()).isEqualTo(FailureKind.USER);
    assertThat(failed)
        .hasMessage(
            "Cannot finish step 'act': Its process ended with exit code 42 and without a result");
  }
}
