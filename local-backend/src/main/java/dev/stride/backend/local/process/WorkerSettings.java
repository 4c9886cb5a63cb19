// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.process;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.CodePath;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What worker processes get.
 *
 * @param backend the backend that reads their datasets
 * @param engine its settings
 * @param environment the names of the variables that they get
 * @param classPath where their code is
 */
public record WorkerSettings(
    String backend, Map<String, String> engine, Set<String> environment, String classPath) {
  /** The names of the settings. */
  public static final Set<String> KEYS = Set.of("environment");

  /** What a program needs to find its home, its language and its time. Never what starts code. */
  private static final Set<String> ALWAYS =
      Set.of(
          "HOME",
          "USER",
          "LOGNAME",
          "LANG",
          "LANGUAGE",
          "LC_ALL",
          "LC_CTYPE",
          "LC_NUMERIC",
          "LC_TIME",
          "LC_COLLATE",
          "LC_MONETARY",
          "LC_MESSAGES",
          "TZ",
          "TMPDIR");

  public WorkerSettings {
    engine = Map.copyOf(engine);
    environment = Set.copyOf(environment);
  }

  /**
   * Reads {@code environment}: names of further variables, separated by commas.
   *
   * @param backend the backend that reads datasets in the workers
   * @param settings all settings of that backend
   */
  public static WorkerSettings of(String backend, Map<String, String> settings) {
    Map<String, String> engine = new HashMap<>(settings);
    Set<String> names = new TreeSet<>(ALWAYS);
    String further = engine.remove("environment");
    if (further != null) {
      Arrays.stream(further.split(",", -1))
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .map(WorkerSettings::checked)
          .forEach(names::add);
    }
    return new WorkerSettings(backend, engine, names, CodePath.text());
  }

  private static String checked(String name) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Invalid stride.local.environment: "
              + name
              + " (must be names of variables, separated by commas)");
    }
    return name;
  }

  /** Keeps only what workers get. */
  void restrict(Map<String, String> variables) {
    variables.keySet().retainAll(environment);
  }
}
