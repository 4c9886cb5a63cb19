// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.runner.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that every command has. */
final class CommonOptions {
  /** How results are printed. */
  enum Output {
    text,
    json
  }

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "How results are printed: text (default) or json, one document.")
  private Output output = Output.text;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "Sets a setting, for example stride.store=DIR. May be repeated.")
  private Map<String, String> conf = new LinkedHashMap<>();

  @Option(names = "--debug", description = "Shows stack traces.")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  boolean isJson() {
    return output == Output.json;
  }

  boolean isDebug() {
    return debug;
  }

  Map<String, String> conf() {
    return conf;
  }

  /** Those that another process is given, without its settings. */
  List<String> asArguments() {
    List<String> arguments = new ArrayList<>();
    if (isJson()) {
      arguments.addAll(List.of("--output", output.name()));
    }
    if (debug) {
      arguments.add("--debug");
    }
    return arguments;
  }

  Settings settings() {
    return Settings.load(Path.of(""), System.getenv(), conf);
  }
}
