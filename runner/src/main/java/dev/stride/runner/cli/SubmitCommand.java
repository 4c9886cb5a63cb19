// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    description = {
      "Runs a workflow on a cluster: prints the line of spark-submit and runs it.",
      "Takes the options of stride run; --conf spark.KEY=VALUE goes to Spark."
    },
    customSynopsis = "stride submit NAME [--PARAM VALUE]... [OPTION]...")
final class SubmitCommand implements Callable<Integer>, TakesParameters {
  /** The jar to submit, where it is not the one that this class is in. */
  private static final String JAR = "stride.spark.jar";

  private static final String SPARK = "spark.";

  @Mixin private final CommonOptions options = new CommonOptions();
  @Mixin private final WorkflowOptions workflow = new WorkflowOptions();
  @Mixin private final ProgressOptions progress = new ProgressOptions();
  private final Printer printer;
  private final SparkSubmitLauncher launcher;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "The cluster, for example spark://HOST:PORT or yarn; by default Spark's own.")
  private String master = "";

  @Option(
      names = "--deploy-mode",
      paramLabel = "MODE",
      description = "Where the driver runs: client or cluster; by default Spark's own.")
  private String deployMode = "";

  @Option(names = "--dry-run", description = "Prints the line to the output. Runs nothing.")
  private boolean dryRun;

  SubmitCommand(Printer printer, SparkSubmitLauncher launcher) {
    this.printer = printer;
    this.launcher = launcher;
  }

  @Override
  public WorkflowOptions workflow() {
    return workflow;
  }

  @Override
  public Integer call() {
    options.settings();
    workflow.runOptions();
    List<String> arguments = arguments(jar());
    if (dryRun) {
      printer.out().println(launcher.line(arguments));
      return ExitCodes.DONE;
    }
    return launcher.run(arguments, printer.err());
  }

  /** What {@code spark-submit} is given. */
  private List<String> arguments(Path jar) {
    List<String> all = new ArrayList<>();
    add(all, "--master", master);
    add(all, "--deploy-mode", deployMode);
    settings(true).forEach(setting -> add(all, "--conf", setting));
    add(all, "--jars", workflow.jar());
    add(all, "--class", "dev.stride.runner.Main");
    all.add(jar.toString());
    all.add("run");
    all.addAll(workflow.asArguments());
    all.addAll(options.asArguments());
    settings(false).forEach(setting -> add(all, "--conf", setting));
    all.addAll(progress.asArguments());
    return all;
  }

  private static void add(List<String> all, String option, String value) {
    if (!value.isEmpty()) {
      all.addAll(List.of(option, value));
    }
  }

  private List<String> settings(boolean ofSpark) {
    return options.conf().entrySet().stream()
        .filter(setting -> setting.getKey().startsWith(SPARK) == ofSpark)
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .toList();
  }

  private static Path jar() {
    Path jar = Path.of(System.getProperty(JAR, location().toString()));
    if (!Files.isRegularFile(jar)) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot submit "
              + jar
              + ": it is no jar (start from the jar that holds Stride and the workflow, such as"
              + " stride-jobs-spark.jar, or name it with -D"
              + JAR
              + "=FILE)");
    }
    return jar.toAbsolutePath().normalize();
  }

  private static Path location() {
    try {
      return Path.of(
          SubmitCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new StrideException(FailureKind.INTERNAL, "Cannot find the jar of Stride: " + e, e);
    }
  }
}
