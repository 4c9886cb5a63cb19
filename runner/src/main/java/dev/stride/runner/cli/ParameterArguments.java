// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Tells the options of a workflow from those of the command: every long option that the command
 * does not know is a parameter of the workflow, and has a value.
 *
 * @param own what is the command's own, in order
 * @param parameters the workflow's, by name
 */
record ParameterArguments(List<String> own, Map<String, String> parameters) {

  static ParameterArguments split(List<String> arguments, Map<String, OptionSpec> known) {
    List<String> own = new ArrayList<>();
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int index = 0; index < arguments.size(); index++) {
      String argument = arguments.get(index);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!argument.startsWith("--") || argument.equals("--") || known.containsKey(name)) {
        own.add(argument);
        OptionSpec option = known.get(argument);
        if (option != null && option.arity().max() > 0 && index + 1 < arguments.size()) {
          own.add(arguments.get(++index));
        }
        continue;
      }
      String value = equals < 0 ? next(arguments, ++index, name) : argument.substring(equals + 1);
      if (parameters.put(name.substring(2), value) != null) {
        throw new StrideException(
            FailureKind.USAGE, "Cannot set " + name + " twice (remove one of its values)");
      }
    }
    return new ParameterArguments(own, parameters);
  }

  private static String next(List<String> arguments, int index, String name) {
    if (index >= arguments.size() || arguments.get(index).startsWith("--")) {
      throw new StrideException(
          FailureKind.USAGE,
          "Missing value of "
              + name
              + " (give it as "
              + name
              + " VALUE, or "
              + name
              + "=VALUE if it starts with dashes)");
    }
    return arguments.get(index);
  }
}
