// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import dev.stride.runner.RunFailed;
import dev.stride.runner.RunOptions;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.runner.execution.OnFailure;
import dev.stride.runner.execution.OutputCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How soon limits are kept, how soon a run goes on, and in how much memory failures fit. */
final class FailuresBenchmark {
  static final int SLOTS = 10_000;

  private static final int TIMES = 20;
  private static final int LIMIT_MILLIS = 500;

  private final Path folder;
  private final Stride stride;

  private FailuresBenchmark(Path folder, Stride stride) {
    this.folder = folder;
    this.stride = stride;
  }

  static void run() throws IOException {
    OutputCapture.install();
    Path folder = Files.createTempDirectory("stride-failures-");
    String store = folder.resolve("store").toString();
    try (Stride stride = Stride.with(Settings.of(Map.of("stride.store", store)))) {
      FailuresBenchmark benchmark = new FailuresBenchmark(folder, stride);
      benchmark.limits("on a thread", "hang", "thread", "≤ 0.5");
      benchmark.limits("in a process", "hang", "process", "≤ 0.5");
      benchmark.limits("in a process that ignores it, until it is dead", "spin", "process", "≤ 5");
      benchmark.resume();
      benchmark.heap();
    }
  }

  private void limits(String where, String deed, String layer, String goal) throws IOException {
    overshoot(deed, layer);
    double[] seconds = new double[TIMES];
    for (int time = 0; time < TIMES; time++) {
      seconds[time] = overshoot(deed, layer);
    }
    Arrays.sort(seconds);
    Report.row(
        "a time limit " + where + ", seconds after it, median of " + TIMES + " (most)",
        String.format("%.3f (%.3f)", seconds[TIMES / 2], seconds[TIMES - 1]),
        goal);
  }

  private double overshoot(String deed, String layer) throws IOException {
    RunOptions limited =
        RunOptions.ofDefaults()
            .with(List.of("neverEnd=timeout:" + LIMIT_MILLIS + "ms," + layer));
    try {
      stride.run(new Unruly(), parameters(deed), limited);
      throw new IllegalStateException("Cannot measure a limit: the step has ended");
    } catch (RunFailed e) {
      long began = Long.parseLong(Files.readString(folder.resolve("began")));
      return (System.nanoTime() - began) / 1e9 - LIMIT_MILLIS / 1e3;
    }
  }

  private Map<String, String> parameters(String deed) {
    return Map.of("deed", deed, "folder", folder.toString());
  }

  private void resume() throws IOException {
    RunOptions keepsGoing = RunOptions.ofDefaults().onFailure(OnFailure.KEEP_GOING);
    String run;
    try {
      run = stride.run(new Unruly(), parameters("fail-once"), keepsGoing).run();
    } catch (RunFailed e) {
      run = e.run();
    }
    Files.createFile(folder.resolve("mended"));
    Unruly.FIRST_SLOT.set(0);
    long started = System.nanoTime();
    long sum = stride.resume(run, new Unruly(), keepsGoing).value(Long.class);
    check(sum, (long) SLOTS * (SLOTS - 1) / 2);
    Report.row(
        "resume of 9,999 committed slots, seconds to the first new one",
        String.format("%.2f", (Unruly.FIRST_SLOT.get() - started) / 1e9),
        "≤ 10");
  }

  private void heap() {
    long sum =
        stride
            .run(new Unruly(), parameters("print"), RunOptions.ofDefaults())
            .value(Long.class);
    long failing = 0;
    for (int number = 7; number < SLOTS; number += 100) {
      failing += number;
    }
    check(sum, (long) SLOTS * (SLOTS - 1) / 2 - failing);
    Report.row(
        "10,000 slots, 1 % failing, 100 MB printed: most heap",
        Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB",
        "≤ 256 MiB");
  }

  private static void check(long actual, long expected) {
    if (actual != expected) {
      throw new IllegalStateException("Wrong sum: " + actual + " (must be " + expected + ")");
    }
  }
}
