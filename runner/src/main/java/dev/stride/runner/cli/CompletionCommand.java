// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    description = {
      "Prints the completion of commands and options for bash and zsh.",
      "Use it as: source <(stride completion)"
    })
final class CompletionCommand implements Callable<Integer> {
  @Mixin private final CommonOptions options = new CommonOptions();
  private final Printer printer;
  private final CommandLine commands;

  CompletionCommand(Printer printer, CommandLine commands) {
    this.printer = printer;
    this.commands = commands;
  }

  @Override
  public Integer call() {
    options.settings();
    printer.out().println(AutoComplete.bash("stride", commands));
    return ExitCodes.DONE;
  }
}
