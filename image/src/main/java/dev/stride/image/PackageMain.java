// SPDX-License-Identifier: Apache-2.0
package dev.stride.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code stride package}, which the launcher starts with classes of its own. */
@Command(
    name = "stride package",
    description = {
      "Makes a container image of Stride and the workflows of this project, without a daemon.",
      "",
      "It has a Java, the jars, and starts what runs a step; jobs of AWS Batch name it as"
          + " stride.batch.image."
    },
    mixinStandardHelpOptions = true)
public final class PackageMain implements Callable<Integer> {
  private static final int USAGE = 2;
  private static final int FAILED = 4;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--name",
      paramLabel = "NAME:TAG",
      defaultValue = "stride:latest",
      description =
          "What the image is called; with --push, where it goes. Default: ${DEFAULT-VALUE}.")
  private String name = "";

  @Option(
      names = "--tar",
      paramLabel = "FILE",
      description = "Writes the image to a file that docker load and podman load read.")
  private @Nullable Path tar;

  @Option(
      names = "--push",
      description =
          "Sends the image to its registry, with the credentials of ~/.docker/config.json.")
  private boolean push;

  @Option(names = "--insecure", description = "Lets a registry be spoken to without TLS.")
  private boolean insecure;

  @Option(
      names = "--base",
      paramLabel = "IMAGE",
      defaultValue = "",
      description =
          "An image with Java 17 to build on, such as eclipse-temurin:17-jre. Default: a Java made of"
              + " this JDK and the C libraries of this machine, and nothing else.")
  private String base = "";

  @Option(names = "--jars", paramLabel = "FOLDER", required = true, hidden = true)
  private Path jars = Path.of("");

  private PackageMain() {}

  /** Runs the command and ends the process. */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new PackageMain());
    command.setParameterExceptionHandler(
        (problem, given) -> {
          System.err.println("stride: " + problem.getMessage() + " (see stride package --help)");
          return USAGE;
        });
    command.setExecutionExceptionHandler(
        (problem, line, parsed) -> {
          System.err.println("stride: " + problem.getMessage());
          return FAILED;
        });
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (push == (tar != null)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "Choose where the image goes: --tar FILE or --push");
    }
    Path file = tar;
    ContainerImage.Destination destination =
        file == null
            ? new ContainerImage.Destination.Registry(insecure)
            : new ContainerImage.Destination.Tar(file);
    String digest = new ContainerImage(jars, name, base).build(destination);
    System.out.println("Image " + name + " " + digest + (file == null ? "" : " in " + file));
    return 0;
  }
}
