// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.Workflow;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.planner.Target;
import dev.stride.runner.RunOptions;
import dev.stride.runner.Stride;
import dev.stride.runner.bench.BackendContest;
import dev.stride.runner.bench.Interval;
import dev.stride.runner.bench.Standing;
import dev.stride.store.ResultJson;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    description = {
      "Runs a workflow on several backends in turn, and compares their times and results.",
      "The workflow's own parameters follow as --PARAM VALUE; stride list shows them."
    },
    customSynopsis = "stride bench --backends NAME [--PARAM VALUE]... [OPTION]...")
final class BenchCommand extends WorkflowCommand {
  private static final int MOST_BLOCKS = 1_000;

  @Option(
      names = "--backends",
      required = true,
      description = "Compares the backends of a workflow.")
  @SuppressWarnings("UnusedVariable") // what bench does; picocli sees that it is given
  private boolean backends;

  @Option(
      names = "--among",
      paramLabel = "BACKEND",
      split = ",",
      description =
          "Which: local, process, spark, batch, lambda, joined by commas; by default those of this"
              + " machine that are there. Ratios are to the first.")
  private List<String> among = new ArrayList<>();

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description = "How often each runs, besides a first run that does not count (default 5).")
  private int blocks = 5;

  BenchCommand(Printer printer) {
    super(printer);
  }

  @Override
  int call(Stride stride, Workflow found) {
    if (blocks < 1 || blocks > MOST_BLOCKS) {
      throw new StrideException(
          FailureKind.USAGE,
          "Invalid --blocks: " + blocks + " (must be from 1 to " + MOST_BLOCKS + ")");
    }
    refuseWhatIsNoContest(workflow().runOptions());
    return new Execution(printer(), options()).guarded(stride, () -> contest(stride, found));
  }

  private static void refuseWhatIsNoContest(RunOptions options) {
    if (options.target() != Target.AUTO) {
      throw new StrideException(
          FailureKind.USAGE,
          "Cannot compare backends with --on " + options.target() + " (name them by --among)");
    }
    if (options.reuses()) {
      throw new StrideException(
          FailureKind.USAGE,
          "Cannot compare backends with --reuse: later runs would do nothing (leave it out)");
    }
  }

  private int contest(Stride stride, Workflow found) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    RunOptions given = workflow().runOptions();
    RunOptions options = given.tag().isEmpty() ? given.tagged("bench") : given;
    List<Standing> standings =
        BackendContest.of(
                stride,
                found,
                workflow().parameters(),
                options,
                among,
                line -> printer().err().println("  " + PlainText.line(line)))
            .run(blocks);
    if (options().isJson()) {
      printJson(found.name(), load, standings);
    } else {
      print(found.name(), load, options.tag(), standings);
    }
    return areAllEqual(standings) ? ExitCodes.DONE : ExitCodes.STEP_FAILED;
  }

  /** Those that did not finish say so, and are no failure of the others. */
  private static boolean areAllEqual(List<Standing> standings) {
    return standings.stream().anyMatch(standing -> standing.problem().isEmpty())
        && standings.stream()
            .flatMap(standing -> standing.verdict().stream())
            .allMatch(Standing.Verdict::isEqual);
  }

  private void print(String name, double load, String tag, List<Standing> standings) {
    printer()
        .out()
        .printf(
            Locale.ROOT,
            "%s: %d %s of one run on each backend, in random order; load %.1f before%n",
            PlainText.line(name),
            blocks,
            blocks == 1 ? "block" : "blocks",
            load);
    Table table = new Table("backend", "first s", "seconds", "ratio", "result");
    for (Standing standing : standings) {
      table.add(
          standing.backend(),
          standing.first().map(seconds -> String.format(Locale.ROOT, "%.2f", seconds)).orElse("-"),
          text(standing.interval()),
          text(standing.ratioTo(standings.get(0))),
          standing
              .problem()
              .map(problem -> "did not finish: " + problem)
              .or(() -> standing.verdict().map(Standing.Verdict::text))
              .orElse("-"));
    }
    table.print(printer().out());
    printer()
        .out()
        .println(
            "medians with 95 % intervals; ratios to "
                + standings.get(0).backend()
                + ", within blocks; the runs have the tag "
                + PlainText.line(tag));
  }

  private static String text(Optional<Interval> interval) {
    return interval.map(known -> known.text("%.2f")).orElse("-");
  }

  private void printJson(String name, double load, List<Standing> standings) {
    try (ResultJson json = printer().json()) {
      json.begin().put("workflow", name).put("blocks", blocks).put("load", load);
      json.putRows("backends", standings.stream().map(standing -> row(standing, standings.get(0))));
      json.end();
    }
  }

  private static Map<String, Object> row(Standing standing, Standing base) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("backend", standing.backend());
    standing.first().ifPresent(seconds -> row.put("first", seconds));
    row.put("seconds", standing.seconds());
    standing.interval().ifPresent(interval -> row.put("interval", interval));
    standing.ratioTo(base).ifPresent(ratio -> row.put("ratio", ratio));
    standing.verdict().ifPresent(verdict -> row.put("result", verdict));
    standing.problem().ifPresent(problem -> row.put("problem", problem));
    return row;
  }
}
