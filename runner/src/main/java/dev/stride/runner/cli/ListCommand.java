// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.Workflow;
import dev.stride.api.definition.ParameterDefinition;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.failure.CodeProblem;
import dev.stride.api.failure.StrideException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(description = "Lists the workflows with their parameters.")
final class ListCommand implements Callable<Integer> {
  private static final int MOST_REFUSED = 10;

  @Mixin private final CommonOptions options = new CommonOptions();
  private final Printer printer;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "The jar that holds the workflows; by default the class path.")
  private String jar = "";

  ListCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() {
    options.settings();
    Workflows.Listing found = Workflows.in(jar).all();
    List<Workflow> workflows = found.usable();
    if (options.isJson()) {
      printer
          .json()
          .begin()
          .put("workflows", workflows.stream().map(ListCommand::asMap).toList())
          .end()
          .close();
    } else {
      workflows.forEach(workflow -> print(workflow, nameIn(workflows, workflow)));
    }
    tellOf(found.refused());
    return ExitCodes.DONE;
  }

  /** A jar made for a later Java is full of them. */
  private void tellOf(List<StrideException> refused) {
    refused.stream()
        .limit(MOST_REFUSED)
        .map(problem -> PlainText.sentence(String.valueOf(problem.getMessage())))
        .forEach(problem -> printer.err().println("stride: " + problem));
    if (refused.size() > MOST_REFUSED) {
      printer
          .err()
          .println("stride: Cannot use " + (refused.size() - MOST_REFUSED) + " more classes");
    }
  }

  private static String descriptionOf(Workflow workflow) {
    try {
      return workflow.description();
    } catch (Throwable e) {
      return "(its description() threw " + CodeProblem.of(e, "mend it").reason() + ")";
    }
  }

  private static Map<String, Object> asMap(Workflow workflow) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("workflow", workflow.name());
    map.put("class", workflow.getClass().getName());
    map.put("description", descriptionOf(workflow));
    map.put(
        "parameters",
        WorkflowDefinition.parametersOf(workflow).stream().map(ListCommand::asMap).toList());
    return map;
  }

  private static Map<String, @Nullable Object> asMap(ParameterDefinition parameter) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", parameter.name());
    map.put("type", parameter.type().getSimpleName());
    map.put("help", parameter.help());
    map.put(
        "default",
        parameter.defaultValue() == null ? null : String.valueOf(parameter.defaultValue()));
    return map;
  }

  /** With its class, by which it can be run, where another has the same name. */
  private static String nameIn(List<Workflow> all, Workflow workflow) {
    long namesakes = all.stream().filter(one -> one.name().equals(workflow.name())).count();
    return namesakes == 1
        ? workflow.name()
        : workflow.name() + " (" + workflow.getClass().getName() + ")";
  }

  private void print(Workflow workflow, String name) {
    String description = descriptionOf(workflow);
    printer.out().println(name + (description.isEmpty() ? "" : "  " + PlainText.line(description)));
    for (ParameterDefinition parameter : WorkflowDefinition.parametersOf(workflow)) {
      String value = parameter.isRequired() ? "required" : "default " + parameter.defaultValue();
      printer
          .out()
          .println(
              "  --"
                  + parameter.name()
                  + " "
                  + parameter.type().getSimpleName()
                  + " ("
                  + value
                  + ")"
                  + (parameter.help().isEmpty() ? "" : "  " + PlainText.line(parameter.help())));
    }
  }
}
