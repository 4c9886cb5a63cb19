// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import dev.stride.runner.RunOptions;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.runner.execution.RunContext.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Slots that do nothing, with records and without, against a thread pool. */
final class SlotsBenchmark {
  private static final int FEW = 100_000;
  private static final int MANY = 1_000_000;
  private static final int BLOCKS = 9;

  private SlotsBenchmark() {}

  static void run() throws Exception {
    Path store = Path.of("target", "benchmark", "store").toAbsolutePath();
    deleteTree(store);
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try (Stride stride = Stride.with(Settings.of(Map.of("stride.store", store.toString())))) {
      Contest contest =
          new Contest()
              .with("records", () -> slots(stride, FEW, Records.ALL))
              .with("no records", () -> slots(stride, FEW, Records.NONE))
              .with("many", () -> slots(stride, MANY, Records.ALL) * 0 + expected(FEW))
              .with("pool", () -> pool(pool, FEW))
              .with("pool again", () -> pool(pool, FEW))
              .run(BLOCKS);
      print(contest);
    } finally {
      pool.shutdown();
    }
  }

  private static long slots(Stride stride, int count, Records records) {
    long sum =
        stride
            .run(new NoOps(), Map.of("slots", count), RunOptions.ofDefaults().keeping(records))
            .value(Long.class);
    if (sum != expected(count)) {
      throw new IllegalStateException("Wrong sum of " + count + " slots: " + sum);
    }
    return sum;
  }

  private static long expected(long count) {
    return count * (count - 1) / 2;
  }

  private static long pool(ExecutorService pool, int count) throws Exception {
    List<Integer> numbers = NoOps.numbers(count);
    List<Future<Integer>> futures = new ArrayList<>(count);
    for (Integer number : numbers) {
      futures.add(pool.submit(() -> NoOps.nothing(number)));
    }
    List<Integer> results = new ArrayList<>(count);
    for (Future<Integer> future : futures) {
      results.add(future.get());
    }
    return NoOps.sum(results);
  }

  private static void print(Contest contest) {
    String few = "100,000 slots that do nothing, ";
    Report.row(few + "with records, µs per slot", micros(contest, "records", FEW), "≤ 20");
    Report.row("… 1,000,000 of them", micros(contest, "many", MANY), "≤ 20");
    Report.row("… / 100,000 of them, per slot", perSlot(contest), "1, linear");
    Report.row(few + "without records, µs per slot", micros(contest, "no records", FEW), "");
    Report.row("… / a thread pool", contest.ratio("no records", "pool").text("%.2f"), "≤ 3");
    Report.row(
        "… a thread pool / itself", contest.ratio("pool again", "pool").text("%.2f"), "control");
    Report.row(
        "… heap of all that", Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB", "≤ 256 MiB");
  }

  private static String micros(Contest contest, String name, int count) {
    Interval seconds = contest.seconds(name);
    return new Interval(
            seconds.median() * 1e6 / count,
            seconds.low() * 1e6 / count,
            seconds.high() * 1e6 / count)
        .text("%.2f");
  }

  private static String perSlot(Contest contest) {
    double[] ratios = contest.ratios("many", "records");
    for (int block = 0; block < ratios.length; block++) {
      ratios[block] *= (double) FEW / MANY;
    }
    return Interval.of(ratios).text("%.2f");
  }

  private static void deleteTree(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
