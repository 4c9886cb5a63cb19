// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stride.store.Durability;
import dev.stride.store.RunStatus;
import dev.stride.store.RunStore;
import dev.stride.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left when the orchestrator ends while a step with a child is at work: nothing. */
class OrchestratorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MARK = "ORCHESTRATOR_OF_STRIDE";

  @TempDir private Path folder;
  private Process orchestrator;

  /** In a process of its own, with a step that has a child and heeds nothing. */
  private long startedWorker() throws IOException {
    return started("process");
  }

  /** Marked like the launcher does it. */
  private long started(String layer) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "export " + MARK + "=$$-test; exec \"$0\" \"$@\""));
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
            "--with=act=" + layer,
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
  @CsvSource({"process, INT, 130", "process, TERM, 143", "thread, INT, 130", "thread, TERM, 143"})
  void endsTheStepAndItsChildrenWhenItIsToldTo(String layer, String signal, int exitCode)
      throws Exception {
    long worker = started(layer);

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

  private RunStore run() {
    Store store = Store.open(folder.resolve("store"), Durability.COMMIT);
    return store.find(store.runs().get(0).run());
  }

  @Test
  void leavesNoChildOfAThreadToAKillFromOutside() throws Exception {
    started("thread");

    assertThat(stride().kill(run().run().run())).isEqualTo(RunStatus.CANCELLED);

    assertThat(Processes.isAlive(child())).isFalse();
  }

  @Test
  void leavesChildrenOfAThreadToTheKillOfItsRunWhenItIsKilled() throws Exception {
    started("thread");
    signal("KILL", orchestrator.pid());
    assertThat(orchestrator.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(Processes.isAlive(child())).isTrue();

    assertThat(stride().kill(run().run().run())).isEqualTo(RunStatus.CANCELLED);

    assertThat(Processes.isAlive(child())).isFalse();
    assertThat(run().end().orElseThrow().message())
        .isEqualTo(
            "it was killed after its process had gone; 1 process that its steps had left was"
                + " ended");
  }

  private Stride stride() {
    return Stride.with(Settings.of(Map.of("stride.store", folder.resolve("store").toString())));
  }
}
