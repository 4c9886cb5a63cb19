// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow's parameters were given. All that is wrong with it is told together. Not
 * thread-safe.
 */
final class GivenArguments {
  /** Of all together, so that records and messages that hold them stay readable. */
  private static final long MOST_CHARACTERS = 1 << 20;

  private final String workflow;
  private final Map<String, ?> values;
  private final List<String> invalid = new ArrayList<>();

  /**
   * @param workflow the workflow's name, for messages
   */
  GivenArguments(String workflow, Map<String, ?> values) {
    this.workflow = workflow;
    this.values = values;
  }

  /** They are part of every record and of every worker's start. */
  void checkLength() {
    long all = 0;
    for (Map.Entry<String, ?> argument : values.entrySet()) {
      all += argument.getKey().length() + String.valueOf(argument.getValue()).length();
      if (all > MOST_CHARACTERS) {
        throw usage(
            "Cannot use parameters of more than "
                + MOST_CHARACTERS
                + " characters: --"
                + cut(argument.getKey())
                + " exceeds it (write the data to a file and pass its path)");
      }
    }
  }

  private static String cut(String name) {
    return name.length() <= 60 ? name : name.substring(0, 60) + "…";
  }

  /** The value of a parameter; its default where none was given or it is none. */
  @Nullable Object of(ParameterDefinition parameter) {
    Object given = values.get(parameter.name());
    if (given == null || !ParameterValues.isSupported(parameter.type())) {
      return parameter.defaultValue();
    }
    try {
      return ParameterValues.parse(parameter, given);
    } catch (StrideException e) {
      invalid.add(String.valueOf(e.getMessage()));
      return parameter.defaultValue();
    }
  }

  /**
   * Refuses what is wrong by now.
   *
   * @param declared the parameters so far
   * @throws StrideException of kind {@code USAGE}, with the only problem or all of them in lines
   */
  void refuseWrong(Collection<ParameterDefinition> declared) {
    List<String> wrong = new ArrayList<>(invalid);
    for (ParameterDefinition parameter : declared) {
      boolean isGiven = values.containsKey(parameter.name());
      if (isGiven && values.get(parameter.name()) == null) {
        wrong.add(
            "Invalid value of --" + parameter.name() + ": null (leave it out, or give it a value)");
      } else if (!isGiven && parameter.isRequired()) {
        wrong.add(missing(parameter.name()));
      }
    }
    refuse(wrong);
  }

  /**
   * The same once all parameters are declared, so that every other name is unknown.
   *
   * @throws StrideException of kind {@code USAGE}
   */
  void refuseWrongAndUnknown(Collection<ParameterDefinition> declared) {
    List<String> names = declared.stream().map(ParameterDefinition::name).toList();
    values.keySet().stream()
        .filter(name -> !names.contains(name))
        .map(name -> unknown(name, names))
        .forEach(invalid::add);
    refuseWrong(declared);
  }

  private void refuse(List<String> wrong) {
    if (wrong.size() == 1) {
      throw usage(wrong.get(0));
    }
    if (!wrong.isEmpty()) {
      throw usage(
          wrong.stream()
              .collect(
                  Collectors.joining(
                      "\n  - ",
                      "Cannot use parameters of '"
                          + workflow
                          + "': "
                          + wrong.size()
                          + " problems\n  - ",
                      "")));
    }
  }

  private String unknown(String name, List<String> names) {
    return "Unknown option: --"
        + name
        + " ("
        + workflow
        + " takes "
        + (names.isEmpty() ? "no parameters" : "--" + String.join(", --", names))
        + ")";
  }

  private String missing(String name) {
    return "Missing option: --" + name + " (" + workflow + " needs it; add --" + name + " VALUE)";
  }

  private static StrideException usage(String message) {
    return new StrideException(FailureKind.USAGE, message);
  }
}
