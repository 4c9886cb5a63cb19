// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Spark that is too old for the jar that it was given. */
class SubmittedSparkTest {
  @TempDir private Path folder;

  private Optional<String> problem(String version) throws IOException {
    Files.writeString(folder.resolve("spark-version-info.properties"), "version=" + version + "\n");
    try (URLClassLoader spark =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      return SubmittedSpark.problem(spark);
    }
  }

  @Test
  void isRefusedBeforeItsLibrariesAreUsed() throws IOException {
    assertThat(problem("3.5.6"))
        .contains(
            "Cannot use Spark: 3.5.6 (Stride needs 4.0 or later; choose another with SPARK_HOME)");
    assertThat(problem("4.0.1")).isEmpty();
    assertThat(problem("4.1.1-amzn-0")).isEmpty();
    assertThat(SubmittedSpark.problem(ClassLoader.getPlatformClassLoader())).isEmpty();
  }
}
