// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.source;

/**
 * Files in Arrow's streaming format, as small datasets are handed from Spark to code on one node.
 * Columns are matched by name and must have the component's type; times are in microseconds.
 *
 * @param path a file, a folder or a pattern
 */
public record Arrow(String path) implements Source {
  /** The Arrow files at {@code path}. */
  public static Arrow at(String path) {
    return new Arrow(path);
  }

  @Override
  public String format() {
    return "Arrow";
  }
}
