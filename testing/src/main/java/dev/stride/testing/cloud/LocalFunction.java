// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.cloud;

import java.nio.file.Path;
import java.util.Map;

/**
 * A function as it was made.
 *
 * @param name its name
 * @param handler what is called
 * @param memory MiB
 * @param variables its environment
 * @param code the folder with its unpacked archive
 * @param runtime the folder with the runtime's jars
 */
record LocalFunction(
    String name,
    String handler,
    int memory,
    Map<String, String> variables,
    Path code,
    Path runtime) {
  LocalFunction {
    variables = Map.copyOf(variables);
  }
}
