// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.runner.DataGenerator;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(description = "Makes data for workflows to try, for example stride data tpch.")
final class DataCommand implements Callable<Integer> {
  @Mixin private final CommonOptions options = new CommonOptions();
  private final Printer printer;

  @Parameters(paramLabel = "NAME", description = "What to make.")
  private String name = "";

  @Option(names = "--scale", paramLabel = "FACTOR", description = "How much. Default: 1.")
  private double scale = 1;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder.")
  private Path out = Path.of("");

  DataCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() {
    options.settings();
    List<DataGenerator> generators =
        ServiceLoader.load(DataGenerator.class, DataCommand.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    DataGenerator generator =
        generators.stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(generators));
    generator.generate(scale, out);
    printer.err().println("Made " + name + " at scale " + scale + " in " + out);
    return ExitCodes.DONE;
  }

  private StrideException unknown(List<DataGenerator> generators) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Unknown data: "
            + name
            + " (there is "
            + String.join(", ", generators.stream().map(DataGenerator::name).toList())
            + ")");
  }
}
