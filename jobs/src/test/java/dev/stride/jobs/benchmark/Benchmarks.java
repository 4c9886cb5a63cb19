// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

/** Runs the benchmarks that are named. */
final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] names) throws Exception {
    Report.machine();
    Report.header();
    for (String name : names) {
      run(name);
    }
  }

  private static void run(String name) throws Exception {
    switch (name) {
      case "tpch" -> TpchBenchmark.run(1);
      case "reading" -> ReadingBenchmark.run();
      case "slots" -> SlotsBenchmark.run();
      case "workers" -> WorkersBenchmark.run();
      case "dispatch" -> DispatchBenchmark.run();
      case "failures" -> FailuresBenchmark.run();
      case "kills" -> KillsBenchmark.run();
      case "commands" -> CommandLauncher.run();
      default ->
          throw new IllegalArgumentException(
              "Unknown benchmark: "
                  + name
                  + " (tpch, reading, slots, workers, dispatch, failures, kills or commands)");
    }
  }
}
