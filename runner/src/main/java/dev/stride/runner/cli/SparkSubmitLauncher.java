// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs {@code spark-submit}: that of {@code SPARK_HOME}, or of the {@code PATH}.
 *
 * @param environment the variables that name it
 */
record SparkSubmitLauncher(Map<String, String> environment) {
  private static final String HOME = "SPARK_HOME";
  private static final String COMMAND = "spark-submit";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** The line as a shell takes it; names the command only, if there is none here. */
  String line(List<String> arguments) {
    return quoted(onDisk().map(Path::toString).orElse(COMMAND), arguments);
  }

  private static String quoted(String command, List<String> arguments) {
    return Stream.concat(Stream.of(command), arguments.stream())
        .map(SparkSubmitLauncher::quoted)
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * Says the line, runs it to its end and yields its exit code; a signal ends it too.
   *
   * @throws StrideException of kind {@code EXTERNAL} if there is no such command
   */
  int run(List<String> arguments, PrintStream err) {
    String command = onDisk().orElseThrow(SparkSubmitLauncher::missing).toString();
    err.println(quoted(command, arguments));
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(arguments);
    Process process = start(words);
    Thread onSignal = new Thread(() -> end(process), "stride-signal");
    Runtime.getRuntime().addShutdownHook(onSignal);
    try {
      int code = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(onSignal);
      return code;
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      return ExitCodes.INTERRUPTED;
    } catch (IllegalStateException e) {
      // The process is ending: the hook is at work.
      return ExitCodes.INTERRUPTED;
    }
  }

  private static Process start(List<String> words) {
    try {
      return new ProcessBuilder(words).inheritIO().start();
    } catch (IOException e) {
      throw new StrideException(
          FailureKind.EXTERNAL,
          "Cannot start spark-submit: " + e.getMessage() + " (check " + HOME + ")",
          e);
    }
  }

  private static void end(Process process) {
    process.destroy();
    process.onExit().join();
  }

  private Optional<Path> onDisk() {
    String home = environment.get(HOME);
    if (home == null || home.isEmpty()) {
      return onPath();
    }
    Path command = Path.of(home, "bin", COMMAND);
    if (!Files.isExecutable(command)) {
      throw new StrideException(
          FailureKind.EXTERNAL,
          "Cannot find spark-submit: SPARK_HOME is "
              + home
              + ", which has no bin/spark-submit (set it to a distribution of Spark 4.0 or later,"
              + " or unset it)");
    }
    return Optional.of(command);
  }

  private Optional<Path> onPath() {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, COMMAND))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static StrideException missing() {
    return new StrideException(
        FailureKind.EXTERNAL,
        "Cannot find spark-submit: SPARK_HOME is not set and the PATH has none (unpack a"
            + " distribution of Spark 4.0 or later and set SPARK_HOME to it; --dry-run prints the"
            + " line without running it)");
  }
}
