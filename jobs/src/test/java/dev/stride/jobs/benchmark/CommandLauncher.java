// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import dev.stride.runner.bench.Interval;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whole processes: the command line of Stride, against a JVM that says hello. */
final class CommandLauncher {
  private static final int BLOCKS = 15;
  private static final int LONG_BLOCKS = 9;

  private final Path folder;

  private CommandLauncher(Path folder) {
    this.folder = folder;
  }

  static void run() throws Exception {
    Path folder = Path.of("target", "benchmark", "commands").toAbsolutePath();
    Files.createDirectories(folder);
    new CommandLauncher(folder).measure();
  }

  private void measure() throws Exception {
    String stride = Path.of("..", "stride").toRealPath().toString();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
    List<String> hello = List.of(java, "-Xshare:auto", "-cp", classes, Hello.class.getName());
    Contest starts =
        new Contest()
            .with("version", () -> start(List.of(stride, "--version")))
            .with("hello", () -> start(hello))
            .with("hello again", () -> start(hello))
            .run(BLOCKS);
    Contest runs =
        new Contest()
            .with("flight-delays", () -> start(List.of(stride, "run", "flight-delays")))
            .run(LONG_BLOCKS);
    Report.row("`./stride --version` / a JVM that says hello", ratio(starts, "version"), "≤ 6");
    Report.row("… a JVM that says hello / itself", ratio(starts, "hello again"), "control");
    Report.row("… milliseconds", millis(starts, "version"), "");
    Report.row(
        "`./stride run flight-delays`, seconds", runs.seconds("flight-delays").text("%.2f"), "≤ 6");
  }

  private static String ratio(Contest contest, String name) {
    return contest.ratio(name, "hello").text("%.2f");
  }

  private static String millis(Contest contest, String name) {
    Interval seconds = contest.seconds(name);
    return new Interval(seconds.median() * 1e3, seconds.low() * 1e3, seconds.high() * 1e3)
        .text("%.0f");
  }

  private long start(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(Redirect.appendTo(folder.resolve("stderr").toFile()))
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          "Cannot run " + command + ": exit code " + code + " (see " + folder + "/stderr)");
    }
    return code;
  }
}
