// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import dev.stride.runner.RunOptions;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.runner.bench.Interval;
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
    Map<String, String> settings = Map.of("stride.store", store.toString());
    Map<String, String> unsafe =
        Map.of("stride.store", store.toString(), "stride.durability", "none");
    try (Stride stride = Stride.with(Settings.of(settings));
        Stride forgetful = Stride.with(Settings.of(unsafe))) {
      Contest few =
          new Contest()
              .with("records", () -> slots(stride, FEW, Records.ALL))
              .with("no records", () -> slots(forgetful, FEW, Records.NONE))
              .with("pool", () -> pool(pool, FEW))
              .with("pool again", () -> pool(pool, FEW))
              .run(BLOCKS);
      Contest many =
          new Contest()
              .with("few", () -> slots(stride, FEW, Records.ALL))
              .with("many", () -> tenTimes(stride))
              .run(BLOCKS);
      print(few, many);
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

  /** Ten times the slots, with the checksum of the others. */
  private static long tenTimes(Stride stride) {
    slots(stride, MANY, Records.ALL);
    return expected(FEW);
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

  private static void print(Contest few, Contest many) {
    String what = "100,000 slots that do nothing, ";
    Report.row(what + "with records, µs per slot", micros(few, "records", FEW), "≤ 20");
    Report.row(what + "without records, µs per slot", micros(few, "no records", FEW), "");
    Report.row("… / a thread pool", few.ratio("no records", "pool").text("%.2f"), "≤ 3");
    Report.row("… a thread pool / itself", few.ratio("pool again", "pool").text("%.2f"), "control");
    Report.row("1,000,000 slots, with records, µs per slot", micros(many, "many", MANY), "≤ 20");
    Report.row("… / 100,000 slots, per slot", perSlot(many), "about 1");
    Report.row("… most heap", Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB", "≤ 256 MiB");
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
    double[] ratios = contest.ratios("many", "few");
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
