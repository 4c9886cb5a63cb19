// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.Workflow;
import dev.stride.api.definition.ParameterDefinition;
import dev.stride.api.definition.WorkflowDefinition;
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
    List<Workflow> workflows = Workflows.in(jar).all();
    if (options.isJson()) {
      printer
          .json()
          .begin()
          .put("workflows", workflows.stream().map(ListCommand::asMap).toList())
          .end()
          .close();
    } else {
      workflows.forEach(this::print);
    }
    return ExitCodes.DONE;
  }

  private static Map<String, Object> asMap(Workflow workflow) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("workflow", workflow.name());
    map.put("class", workflow.getClass().getName());
    map.put("description", workflow.description());
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

  private void print(Workflow workflow) {
    String description = workflow.description();
    printer
        .out()
        .println(
            workflow.name() + (description.isEmpty() ? "" : "  " + PlainText.line(description)));
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
