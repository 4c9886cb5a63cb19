// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left when the orchestrator ends while a worker process is at work: nothing. */
class OrchestratorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Process orchestrator;

  /** In a process of its own, with a step that has a child and heeds nothing. */
  private long startedWorker() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            Deeds.class.getName(),
            "--deed=child-and-spin",
            "--folder=" + folder,
            "--with=act=process",
            "--conf=stride.store=" + folder.resolve("store")));
    orchestrator =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("child-started")));
    return Long.parseLong(Files.readString(folder.resolve("pids")).strip());
  }

  private long child() throws IOException {
    return Long.parseLong(Files.readString(folder.resolve("child")));
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor())
        .isZero();
  }

  @AfterEach
  void end() {
    orchestrator.destroyForcibly();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void endsTheStepAndItsChildrenWhenItIsToldTo(String signal, int exitCode) throws Exception {
    long worker = startedWorker();

    signal(signal, orchestrator.pid());

    assertThat(orchestrator.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(orchestrator.exitValue()).isEqualTo(exitCode);
    assertThat(Processes.isAlive(worker)).isFalse();
    assertThat(Processes.isAlive(child())).isFalse();
    assertThat(Files.readString(folder.resolve("output"))).contains("Cancelled run");
  }

  @Test
  void takesTheStepAndItsChildrenWithItWhenItIsKilled() throws Exception {
    long worker = startedWorker();

    signal("KILL", orchestrator.pid());

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !Processes.isAlive(worker) && !Processes.isAlive(child()));
  }
}
