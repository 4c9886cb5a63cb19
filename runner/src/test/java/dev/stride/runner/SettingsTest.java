// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.MemorySize;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.store.Durability;
import dev.stride.store.StoreLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir private Path folder;

  @Test
  void hasDefaultsForEverything() {
    Settings settings = Settings.ofDefaults();
    assertThat(settings.store()).isEqualTo(StoreLocation.folder(Path.of(".stride")));
    assertThat(settings.durability()).isEqualTo(Durability.COMMIT);
    assertThat(settings.machine().cpu()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(settings.backends()).isEmpty();
  }

  @Test
  void letsTheCommandLineBeatTheEnvironmentAndThatTheFile() throws IOException {
    Files.writeString(
        folder.resolve("stride.conf"),
        "stride { store = file, cpu = 3, memory = 1GiB, local { threads = 1, memory-limit = 1GiB }"
            + " }");
    Settings settings =
        Settings.load(
            folder,
            Map.of("STRIDE_STORE", "env", "STRIDE_CPU", "4", "STRIDE_JAVA_OPTS", "-Xmx1g"),
            Map.of("stride.store", "given"));
    assertThat(settings.store()).isEqualTo(StoreLocation.folder(Path.of("given")));
    assertThat(settings.machine().cpu()).isEqualTo(4);
    assertThat(settings.machine().memory()).isEqualTo(MemorySize.parse("1GiB"));
    assertThat(settings.backends())
        .isEqualTo(Map.of("local", Map.of("threads", "1", "memory-limit", "1GiB")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stride.stor             | x  | Unknown setting stride.stor (did you mean stride.store?)
          stride.local.thread     | 1  | Unknown setting stride.local.thread (did you mean stride.local.threads?)
          stride.cpu              | 0  | Invalid stride.cpu: 0 (must be a whole number of at least 1)
          stride.memory           | 4x | Invalid stride.memory: 4x (must be a size such as 4GiB)
          stride.store            | ftp://b/k | Invalid stride.store: ftp://b/k (must be a folder, or s3://BUCKET/PREFIX)
          stride.s3.endpoin       | x  | Unknown setting stride.s3.endpoin (did you mean stride.s3.endpoint?)
          stride.durability       | no | Invalid stride.durability: no (must be commit or none)
          """)
  void refusesUnknownKeysAndInvalidValues(String key, String value, String message) {
    assertThatThrownBy(() -> Settings.of(Map.of(key, value)))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessage(message);
  }

  @Test
  void passesOverSettingsOfBackendsThatAreNotHereUnlessTheyAreGiven() throws IOException {
    Files.writeString(
        folder.resolve("stride.conf"), "spark.master = \"local[2]\"\nstride.spark.arrow-limit = 1");

    Settings settings =
        Settings.load(folder, Map.of("STRIDE_SPARK_ARROW_LIMIT", "2"), Map.of("stride.cpu", "3"));

    assertThat(settings.machine().cpu()).isEqualTo(3);
    assertThat(settings.backends()).isEmpty();
    assertThatThrownBy(
            () -> Settings.load(folder, Map.of(), Map.of("stride.spark.arrow-limit", "1")))
        .hasMessageStartingWith("Unknown setting stride.spark.arrow-limit (");
  }

  @Test
  void listsAllKeysWhenNoneIsNear() {
    assertThatThrownBy(() -> Settings.of(Map.of("spark.executor.instances", "4")))
        .hasMessageStartingWith("Unknown setting spark.executor.instances (remove it; the settings")
        .hasMessageContaining("stride.local.spill-folder");
  }

  @Test
  void refusesAFileThatIsNoHocon() throws IOException {
    Files.writeString(folder.resolve("stride.conf"), "stride {");
    assertThatThrownBy(() -> Settings.load(folder, Map.of(), Map.of()))
        .hasMessageStartingWith("Cannot read " + folder.resolve("stride.conf"));
  }
}
