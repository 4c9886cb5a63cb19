// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import java.util.List;

/** Runs the benchmarks that are named, or all that need no heap of their own. */
final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) throws Exception {
    List<String> names = arguments.length == 0 ? List.of("tpch", "arrow") : List.of(arguments);
    Report.machine();
    Report.header();
    for (String name : names) {
      run(name);
    }
  }

  private static void run(String name) throws Exception {
    switch (name) {
      case "tpch" -> TpchBenchmark.run(1);
      case "arrow" -> ArrowBenchmark.run();
      case "slots" -> SlotsBenchmark.run();
      default ->
          throw new IllegalArgumentException(
              "Unknown benchmark: " + name + " (tpch, arrow, slots)");
    }
  }
}
