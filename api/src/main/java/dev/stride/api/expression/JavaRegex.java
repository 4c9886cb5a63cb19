// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

/**
 * Portable regular expressions as {@link java.util.regex.Pattern} must see them. Java reads three
 * things otherwise than RE2, whose reading is the algebra's: here {@code .} stops at a line feed
 * only, {@code $} stands at the text's end only, and {@code \s} has no vertical tab. For backends
 * and interpreters that run Java's engine.
 */
public final class JavaRegex {
  private static final String SPACES = "\\t\\n\\f\\r ";

  private JavaRegex() {}

  /** The pattern for Java that finds what {@code portable} finds. */
  public static String of(String portable) {
    StringBuilder java = new StringBuilder();
    boolean inClass = false;
    for (int index = 0; index < portable.length(); index++) {
      char c = portable.charAt(index);
      if (c == '\\') {
        index++;
        java.append(escape(portable.charAt(index), inClass));
      } else if (inClass) {
        inClass = c != ']';
        java.append(c);
      } else {
        inClass = c == '[';
        java.append(c == '.' ? "[^\\n]" : c == '$' ? "\\z" : String.valueOf(c));
      }
    }
    return java.toString();
  }

  private static String escape(char c, boolean inClass) {
    if (c == 's') {
      return inClass ? SPACES : "[" + SPACES + "]";
    }
    return c == 'S' ? "[^" + SPACES + "]" : "\\" + c;
  }
}
