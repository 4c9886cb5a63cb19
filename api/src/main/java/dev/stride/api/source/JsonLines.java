// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.source;

import dev.stride.api.Parameter;

/**
 * Files with one JSON object per line, in UTF-8 without a byte order mark. Columns are matched by
 * name, upper and lower case apart; an absent one is null, and so is each of a line that says just
 * {@code null}. A line that is no object is an error that names the line.
 *
 * <p>A value that does not fit its component, in lists and records too, is an error that names the
 * value and the column: nothing is rounded for integers and decimals, and no text stands for a
 * number or a boolean. Texts, enums, dates and times are JSON strings, the latter three by the
 * grammar of {@code cast}. A decimal is a number or a string; write those of more than 15 digits
 * with a point as strings, since such numbers are read as doubles. A trailing comma, {@code NaN}
 * and {@code Infinity} are taken, though they are no JSON.
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
