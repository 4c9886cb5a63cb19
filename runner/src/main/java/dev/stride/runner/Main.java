// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.api.failure.CodeProblem;
import dev.stride.runner.cli.CommandLineInterface;
import dev.stride.runner.cli.ResultStream;
import dev.stride.runner.execution.OutputCapture;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Where {@code stride} starts: by its launcher, by {@code java} or by {@code spark-submit}. */
public final class Main {
  /** Commands whose steps may start processes. */
  private static final Set<String> RUNNING = Set.of("run", "resume", "bench");

  private static final int NO_BACKEND = 4;
  private static final String SPARK_MASTER = "spark.master";
  private static final String SPARK_DEPLOY_MODE = "spark.submit.deployMode";

  private Main() {}

  public static void main(String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      System.out.println("stride " + Stride.version());
      return;
    }
    PrintStream out = ResultStream.to(new FileOutputStream(FileDescriptor.out));
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.setErr(err);
    chooseLogging();
    OutputCapture.install();
    if (arguments.length > 0 && RUNNING.contains(arguments[0])) {
      Runtime.getRuntime().addShutdownHook(new Thread(LeftProcesses::endOfThisProcess));
    }
    int code = execute(arguments, out, err);
    out.flush();
    err.flush();
    if (code != 0 || !isEndedByYarn()) {
      // Ends threads of steps too; blocks when a signal is ending the process, which has its own
      // code.
      System.exit(code);
    }
  }

  private static int execute(String[] arguments, PrintStream out, PrintStream err) {
    Optional<String> problem =
        System.getProperty(SPARK_MASTER) == null
            ? Optional.empty()
            : SubmittedSpark.problem(Main.class.getClassLoader());
    if (problem.isPresent()) {
      err.println("stride: " + problem.get());
      return NO_BACKEND;
    }
    try {
      return CommandLineInterface.printingTo(out, err).execute(arguments);
    } catch (NoClassDefFoundError e) {
      // The jar for Spark is started without it.
      err.println("stride: Cannot start: " + CodeProblem.of(e, "build the jar again"));
      return NO_BACKEND;
    }
  }

  /** What the user or spark-submit has chosen stays. */
  private static void chooseLogging() {
    if (System.getProperty(SPARK_DEPLOY_MODE) == null) {
      setIfAbsent("log4j2.configurationFile", "stride-log4j2.xml");
      setIfAbsent("log4j.shutdownHookEnabled", "false");
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** YARN's application master takes every exit for a failure, and ends the process itself. */
  private static boolean isEndedByYarn() {
    return "yarn".equals(System.getProperty(SPARK_MASTER))
        && "cluster".equals(System.getProperty(SPARK_DEPLOY_MODE));
  }
}
