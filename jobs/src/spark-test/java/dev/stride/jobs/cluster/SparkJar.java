// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cluster;

import dev.stride.runner.cli.CommandLineInterface;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Runs the command line of the jar that the build has made, from the project's folder.
 *
 * @param spark what brings {@code spark-submit}
 * @param folder for stores and logs
 */
public record SparkJar(SparkDistribution spark, Path folder) {
  /** The folder of all modules. */
  static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

  /** The jar; there from the packaging of its module on. */
  public static final Path FILE = PROJECT.resolve("jobs/target/stride-jobs-spark.jar");

  /**
   * Starts {@code spark-submit OPTIONS stride-jobs-spark.jar ARGUMENTS}, with a store of its own
   * unless the arguments name one.
   */
  public Subprocess submit(List<String> options, List<String> arguments) throws IOException {
    Path logs = Files.createTempDirectory(folder, "submit");
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("--class", "dev.stride.runner.Main", FILE.toString()));
    all.add(arguments.get(0));
    all.addAll(List.of("--conf", "stride.store=" + logs.resolve("store")));
    all.addAll(arguments.subList(1, arguments.size()));
    ProcessBuilder command = spark.command("spark-submit", all).directory(PROJECT.toFile());
    return Subprocess.start(command, logs);
  }

  /** The same in this process, without Spark. */
  public Subprocess.Ending here(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--conf", "stride.store=" + folder.resolve("store")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream results = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      int code =
          CommandLineInterface.printingTo(results, errors).execute(all.toArray(String[]::new));
      return new Subprocess.Ending(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }

  /** The parameters of flight-delays that name its data from any folder. */
  public static List<String> flightData() {
    List<String> parameters = new ArrayList<>();
    for (String name : List.of("flights", "weather", "airlines")) {
      Path file = PROJECT.resolve("jobs/data/nycflights13").resolve(name + ".parquet");
      parameters.addAll(List.of("--" + name, file.toString()));
    }
    return parameters;
  }

  /** A jar of {@link FirstTaskHangs} alone. */
  Path ofWorkflow() throws IOException {
    Path made = folder.resolve("workflow.jar");
    Path classes = Path.of("target", "test-classes");
    String start = FirstTaskHangs.class.getName().replace('.', '/');
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(made));
        Stream<Path> files = Files.list(classes.resolve(start).getParent())) {
      for (Path file : files.filter(path -> path.toString().contains(start)).toList()) {
        copy(file, classes.relativize(file).toString(), out);
      }
    }
    return made;
  }

  private static void copy(Path file, String name, JarOutputStream jar) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    Files.copy(file, jar);
    jar.closeEntry();
  }
}
