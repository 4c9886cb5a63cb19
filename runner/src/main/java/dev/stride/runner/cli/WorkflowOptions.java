// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Deadline;
import dev.stride.api.policy.Durations;
import dev.stride.planner.Target;
import dev.stride.runner.RunOptions;
import dev.stride.runner.execution.OnFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which workflow, with what parameters and policies. */
final class WorkflowOptions {
  private static final String AUTO = Target.AUTO.toString();

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = WorkflowCandidates.class,
      description = "The workflow: its name as stride list shows it, or its class.")
  private String name = "";

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "The jar that holds the workflow; by default the class path.")
  private String jar = "";

  @Option(
      names = "--on",
      paramLabel = "TARGET",
      description = "Where steps may run: auto (default), local, spark, batch or lambda.")
  private String on = AUTO;

  @Option(
      names = "--with",
      paramLabel = "[STEP=]SPEC",
      description =
          "Policies: retry:N, timeout:20m, queue:5m, deadline:1h, catch, cpu:4, memory:32GiB, or a"
              + " layer, joined by commas. May be repeated.")
  private List<String> with = new ArrayList<>();

  @Option(
      names = "--on-failure",
      paramLabel = "CHOICE",
      description =
          "Once a step has failed: fail-fast (default) ends what runs, drain lets it finish,"
              + " keep-going runs all that does not need it.")
  private String onFailure = OnFailure.FAIL_FAST.toString();

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      description =
          "How long the run may take, for example 2h; then it is ended and leaves with 5.")
  private String deadline = "";

  @Option(
      names = "--reuse",
      description =
          "Take over what the workflow's latest runs in this store have done with the same code,"
              + " parameters and inputs.")
  private boolean reuse;

  @Option(names = "--tag", paramLabel = "TAG", description = "A word to find the run by.")
  private String tag = "";

  private final Map<String, String> parameters = new LinkedHashMap<>();

  String name() {
    return name;
  }

  String jar() {
    return jar;
  }

  Map<String, String> parameters() {
    return parameters;
  }

  /** Takes the values of the workflow's own options. */
  void parameters(Map<String, String> given) {
    parameters.putAll(given);
  }

  RunOptions runOptions() {
    RunOptions wanted =
        RunOptions.ofDefaults()
            .on(usage(() -> Target.parse(on)))
            .with(with)
            .onFailure(usage(() -> OnFailure.parse(onFailure)))
            .tagged(tag)
            .fromJar(absolute(jar));
    if (!deadline.isEmpty()) {
      wanted = wanted.within(usage(() -> duration(deadline)));
    }
    return reuse ? wanted.reusing() : wanted;
  }

  private static Duration duration(String text) {
    return new Deadline(Durations.parse("deadline", text)).duration();
  }

  /** The same for another process: what names the workflow, and how it is run. */
  List<String> asArguments() {
    List<String> arguments = new ArrayList<>(List.of(name));
    parameters.forEach((parameter, value) -> arguments.add("--" + parameter + "=" + value));
    if (!on.equals(AUTO)) {
      arguments.addAll(List.of("--on", on));
    }
    with.forEach(policy -> arguments.addAll(List.of("--with", policy)));
    if (!onFailure.equals(OnFailure.FAIL_FAST.toString())) {
      arguments.addAll(List.of("--on-failure", onFailure));
    }
    if (!deadline.isEmpty()) {
      arguments.addAll(List.of("--deadline", deadline));
    }
    if (reuse) {
      arguments.add("--reuse");
    }
    if (!tag.isEmpty()) {
      arguments.addAll(List.of("--tag", tag));
    }
    if (!jar.isEmpty()) {
      arguments.addAll(List.of("--jar", absolute(jar)));
    }
    return arguments;
  }

  /** A run may be resumed from another folder. */
  private static String absolute(String jar) {
    return jar.isEmpty() ? jar : Path.of(jar).toAbsolutePath().normalize().toString();
  }

  private static <T> T usage(Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      throw new StrideException(FailureKind.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
