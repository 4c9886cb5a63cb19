// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.source;

import dev.stride.api.Parameter;

/**
 * Files with one JSON object per line. Columns are matched by name; an absent one is null. A line
 * that is not an object of that shape is an error that names it.
 *
 * @param path a file, a folder or a pattern
 */
public record JsonLines(String path) implements Source {
  /** The JSON-lines files at {@code path}. */
  public static JsonLines at(String path) {
    return new JsonLines(path);
  }

  /** The JSON-lines files at the path that the parameter holds. */
  public static JsonLines at(Parameter<String> path) {
    return new JsonLines(path.value());
  }

  @Override
  public String format() {
    return "JSON lines";
  }
}
