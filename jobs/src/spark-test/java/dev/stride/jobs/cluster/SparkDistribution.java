// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cluster;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Spark that the tests use: that of {@code SPARK_HOME} if it has the version of the build, else
 * one that is installed once into {@code jobs/target}.
 *
 * @param home its folder, with {@code bin} and {@code jars}
 */
public record SparkDistribution(Path home) {
  private static final String VERSION = System.getProperty("stride.test.spark", "");
  private static final Path INSTALLED =
      SparkJar.PROJECT.resolve("jobs/target").resolve("pyspark-" + VERSION);

  /** Finds or installs it. */
  public static SparkDistribution find() throws IOException {
    String given = System.getenv("SPARK_HOME");
    if (given != null && isWhole(Path.of(given))) {
      return new SparkDistribution(Path.of(given).toRealPath());
    }
    Path home = INSTALLED.resolve("pyspark");
    if (!Files.exists(INSTALLED.resolve("whole"))) {
      install();
    }
    if (!isWhole(home)) {
      throw new IOException("Cannot use Spark: " + home + " is damaged (remove " + INSTALLED + ")");
    }
    return new SparkDistribution(home);
  }

  private static boolean isWhole(Path home) {
    return Files.isExecutable(home.resolve("bin/spark-submit"))
        && Files.exists(home.resolve("jars/spark-core_2.13-" + VERSION + ".jar"));
  }

  private static void install() throws IOException {
    Path logs = Files.createTempDirectory("stride-pip");
    ProcessBuilder pip =
        new ProcessBuilder(
            "python3",
            "-m",
            "pip",
            "install",
            "--no-deps",
            "--upgrade",
            "--target",
            INSTALLED.toString(),
            "pyspark==" + VERSION);
    try (Subprocess process = Subprocess.start(pip, logs)) {
      Subprocess.Ending ending = process.ending();
      if (ending.code() != 0) {
        throw new IOException(
            "Cannot install Spark: pip left with "
                + ending.code()
                + " (set SPARK_HOME to a Spark "
                + VERSION
                + ")\n"
                + ending.err());
      }
    }
    markWhole();
  }

  private static void markWhole() throws IOException {
    try {
      Files.createFile(INSTALLED.resolve("whole"));
    } catch (FileAlreadyExistsException e) {
      // Another build was as fast.
      return;
    }
  }

  /** A command of its {@code bin}, on loopback, in an environment without other Spark settings. */
  ProcessBuilder command(String name, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin").resolve(name).toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, @Nullable String> environment = builder.environment();
    environment.keySet().removeIf(key -> key.startsWith("SPARK_") || key.startsWith("STRIDE_"));
    environment.put("SPARK_HOME", home.toString());
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }
}
