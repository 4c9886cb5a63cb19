// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.store.RunStatus;
import dev.stride.store.RunSummary;
import dev.stride.testing.cloud.LocalBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose store is objects of S3. */
class ObjectStoreTest {
  private static LocalBucket bucket;

  @TempDir private Path folder;
  private final String prefix = "runs-" + System.nanoTime();

  @BeforeAll
  static void start() {
    bucket = LocalBucket.start();
  }

  @AfterAll
  static void stop() {
    bucket.close();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(bucket.settings());
    settings.put("stride.store", bucket.location() + "/" + prefix);
    settings.put("stride.cpu", "2");
    return settings;
  }

  private Stride stride() {
    return Stride.with(Settings.of(settings()));
  }

  @Test
  void yieldWhatTheyYieldInAFolder() {
    try (Stride stride = stride();
        Stride local =
            Stride.with(Settings.of(Map.of("stride.store", folder.resolve("store").toString())))) {
      for (String layer : List.of("thread", "process")) {
        RunOptions options = RunOptions.ofDefaults().with(List.of(layer));
        RunResult result = stride.run(new Numbers(), Map.of(), options);
        RunResult expected = local.run(new Numbers(), Map.of(), options);

        assertThat(result.value("summary", Numbers.Summary.class))
            .isEqualTo(expected.value("summary", Numbers.Summary.class));
        assertThat(result.dataset("chosen", Numbers.Number.class).toList())
            .isEqualTo(expected.dataset("chosen", Numbers.Number.class).toList());
      }
      assertThat(stride.store().runs())
          .extracting(RunSummary::status)
          .containsExactly(RunStatus.SUCCEEDED, RunStatus.SUCCEEDED);
    }
  }

  @Test
  void areResumedElsewhereFromWhatTheyHaveCommitted() throws IOException {
    String run = killed();

    try (Stride stride = stride()) {
      assertThat(stride.store().find(run).status()).isEqualTo(RunStatus.INTERRUPTED);
      RunResult result = stride.resume(run, new Halting(), RunOptions.ofDefaults());

      assertThat(result.value(Integer.class)).isEqualTo(10);
    }
    assertThat(Files.readAllLines(folder.resolve("made"))).containsExactly("made");
  }

  /** In a process that is killed while its second step runs. */
  private String killed() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-Daws.accessKeyId=test",
            "-Daws.secretAccessKey=test",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            Halting.class.getName(),
            "--folder=" + folder));
    settings().forEach((key, value) -> command.add("--conf=" + key + "=" + value));
    Process orchestrator =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.exists(folder.resolve("halted")) || !orchestrator.isAlive());
      assertThat(orchestrator.isAlive()).as(Files.readString(folder.resolve("output"))).isTrue();
    } finally {
      orchestrator.destroyForcibly();
    }
    orchestrator.onExit().join();
    Files.createFile(folder.resolve("go"));
    try (Stride stride = stride()) {
      return stride.store().runs().get(0).run();
    }
  }

  @Test
  void needABucketThatIsThere() {
    Map<String, String> settings = new TreeMap<>(settings());
    settings.put("stride.store", "s3://no-such-bucket-of-ours/x");
    try (Stride stride = Stride.with(Settings.of(settings))) {
      StrideException thrown =
          catchThrowableOfType(StrideException.class, () -> stride.run(new Numbers()));

      assertThat(thrown.kind()).isEqualTo(FailureKind.CONFIGURATION);
      assertThat(thrown)
          .hasMessage(
              "Cannot commit s3://no-such-bucket-of-ours/x/stride-store.json: NoSuchBucket (status"
                  + " 404) (check the network, and the rights to the bucket)");
    }
  }
}
