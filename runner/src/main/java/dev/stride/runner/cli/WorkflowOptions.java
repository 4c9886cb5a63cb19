// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.planner.Target;
import dev.stride.runner.RunOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
          "Policies: retry:N, timeout:20m, catch, cpu:4, memory:32GiB, or a layer, joined by"
              + " commas. May be repeated.")
  private List<String> with = new ArrayList<>();

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
    return RunOptions.ofDefaults().on(target()).with(with).tagged(tag).fromJar(absolute(jar));
  }

  /** The same for another process: what names the workflow, and how it is run. */
  List<String> asArguments() {
    List<String> arguments = new ArrayList<>(List.of(name));
    parameters.forEach((parameter, value) -> arguments.add("--" + parameter + "=" + value));
    if (!on.equals(AUTO)) {
      arguments.addAll(List.of("--on", on));
    }
    with.forEach(policy -> arguments.addAll(List.of("--with", policy)));
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

  private Target target() {
    try {
      return Target.parse(on);
    } catch (IllegalArgumentException e) {
      throw new StrideException(FailureKind.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
