// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.source;

import dev.stride.api.Parameter;

/**
 * CSV files with a header line, quoted as in RFC 4180, in UTF-8. Columns are matched by name; the
 * text of a column is read by the grammar of {@code cast}, so a decimal with more digits after the
 * point than the component has is rounded half up. A quoted empty field is the empty text, never
 * null. A line with too few or too many fields is an error that names the line; a value that does
 * not fit its component is one that names the text and the column. Blanks around a quoted field, an
 * empty line among several columns and one delimiter at a line's end are taken.
 *
 * @param path a file, a folder or a pattern
 * @param delimiter what separates fields, one character; a comma by default
 * @param nullText the unquoted text that means null; empty by default
 */
public record Csv(String path, char delimiter, String nullText) implements Source {
  /** The CSV files at {@code path}, separated by commas, an empty field being null. */
  public static Csv at(String path) {
    return new Csv(path, ',', "");
  }

  /** The CSV files at the path that the parameter holds. */
  public static Csv at(Parameter<String> path) {
    return at(path.value());
  }

  /** The same files with another delimiter. */
  public Csv delimitedBy(char character) {
    return new Csv(path, character, nullText);
  }

  /** The same files with another text for null. */
  public Csv nullAs(String text) {
    return new Csv(path, delimiter, text);
  }

  @Override
  public String format() {
    return "CSV";
  }
}
