// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.StrideException;
import dev.stride.planner.Words;
import dev.stride.runner.Stride;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands of {@code stride} and what their failures look like. */
public final class CommandLineInterface {
  private final Printer printer;
  private final CommandLine commands;

  CommandLineInterface(Printer printer) {
    // It warns of quotes in values, which are none of its business.
    CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
    this.printer = printer;
    this.commands = new CommandLine(new Root());
    add("list", new ListCommand(printer));
    add("run", new RunCommand(printer));
    add("plan", new PlanCommand(printer));
    add("bench", new BenchCommand(printer));
    add("resume", new ResumeCommand(printer));
    add("kill", new KillCommand(printer));
    add("submit", new SubmitCommand(printer, new SparkSubmitLauncher(System.getenv())));
    add("runs", new RunsCommand(printer));
    add("show", new ShowCommand(printer));
    add("logs", new LogsCommand(printer));
    add("artifact", new ArtifactCommand(printer));
    add("gc", new GcCommand(printer));
    add("doctor", new DoctorCommand(printer));
    add("data", new DataCommand(printer));
    add("completion", new CompletionCommand(printer, commands));
    commands.setCaseInsensitiveEnumValuesAllowed(false);
    // A quote is a character like any other: the shell has taken its own.
    commands
        .getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().parser().splitQuotedStrings(true));
    commands.setUsageHelpAutoWidth(true);
    commands.setOut(writer(printer.out()));
    commands.setErr(writer(printer.err()));
    commands.setParameterExceptionHandler(this::usage);
    commands.setExecutionExceptionHandler(
        (thrown, line, result) -> new Failures(printer, isDebug(line)).report(thrown));
  }

  /** Prints results to {@code out} and everything else to {@code err}. */
  public static CommandLineInterface printingTo(PrintStream out, PrintStream err) {
    return new CommandLineInterface(new Printer(out, err));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private void add(String name, Object command) {
    commands.addSubcommand(name, command);
  }

  @Command(
      name = "stride",
      description = "Runs workflows of typed steps, each on the compute layer that suits it.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Root implements Runnable {
    @CommandLine.Spec private CommandSpec spec;

    @Override
    public void run() {
      throw new ParameterException(
          spec.commandLine(), "Missing command (stride --help lists them)");
    }
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"stride " + Stride.version()};
    }
  }

  /** Runs a command; never throws. */
  public int execute(String... arguments) {
    Failures failures = new Failures(printer, List.of(arguments).contains("--debug"));
    int code;
    try {
      code = commands.execute(withoutParameters(List.of(arguments)));
    } catch (StrideException | Error e) {
      code = failures.report(e);
    }
    Optional<StrideException> cut = printer.cut();
    return code == ExitCodes.DONE && cut.isPresent() ? failures.report(cut.get()) : code;
  }

  /** Hands the workflow's own options to the command that runs it. */
  private String[] withoutParameters(List<String> arguments) {
    if (arguments.isEmpty()) {
      return new String[0];
    }
    CommandLine command = commands.getSubcommands().get(arguments.get(0));
    if (command == null || !(command.getCommand() instanceof TakesParameters ofWorkflow)) {
      return arguments.toArray(String[]::new);
    }
    ParameterArguments split =
        ParameterArguments.split(arguments, command.getCommandSpec().optionsMap());
    ofWorkflow.workflow().parameters(split.parameters());
    return split.own().toArray(String[]::new);
  }

  private int usage(ParameterException e, String[] arguments) {
    String message = message(e);
    String remedy = message.endsWith(")") ? "" : " (see stride " + help(e.getCommandLine()) + ")";
    printer.err().println("stride: " + PlainText.sentence(message) + remedy);
    return ExitCodes.USAGE;
  }

  private static String message(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched);
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return "Missing " + label(missing.getMissing().get(0));
    }
    ArgSpec argument = e.getArgSpec();
    String value = e.getValue();
    return argument == null || value == null
        ? String.valueOf(e.getMessage())
        : "Invalid value of "
            + label(argument)
            + ": "
            + value
            + " (must be "
            + rule(argument)
            + ")";
  }

  private static String label(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String rule(ArgSpec argument) {
    List<String> constants =
        Arrays.stream(argument.type().isEnum() ? argument.type().getEnumConstants() : new Object[0])
            .map(String::valueOf)
            .toList();
    if (!constants.isEmpty()) {
      return String.join(" or ", constants);
    }
    if (argument.type() == int.class || argument.type() == Integer.class) {
      return "a whole number";
    }
    return argument.type() == double.class ? "a number" : argument.paramLabel();
  }

  private static String help(CommandLine line) {
    return line.getParent() == null ? "--help" : line.getCommandName() + " --help";
  }

  private static String unknown(UnmatchedArgumentException e) {
    String argument = e.getUnmatched().get(0);
    boolean command = e.getCommandLine().getParent() == null && !argument.startsWith("-");
    List<String> suggestions =
        e.getSuggestions().stream()
            .filter(known -> Words.distance(known, argument) <= Math.max(2, argument.length() / 3))
            .toList();
    String what = command ? "command" : argument.startsWith("-") ? "option" : "argument";
    return "Unknown "
        + what
        + ": "
        + argument
        + (suggestions.isEmpty()
            ? ""
            : " (did you mean " + String.join(" or ", suggestions) + "?)");
  }

  private static boolean isDebug(CommandLine line) {
    return Arrays.stream(line.getParseResult().originalArgs().toArray(String[]::new))
        .anyMatch("--debug"::equals);
  }

  /** The names of all commands. */
  Map<String, CommandLine> commands() {
    return commands.getSubcommands();
  }
}
