// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Regular expressions as RE2 reads them. Java's reading differs in four places, which are written
 * out before Java sees them: {@code .} stops at a line feed only, {@code $} stands at the text's
 * end only, and {@code \s} has no vertical tab.
 */
final class Regexes {
  private static final String SPACES = "\\t\\n\\f\\r ";

  private Regexes() {}

  static boolean matches(String text, String regex) {
    return compile(regex).matcher(text).find();
  }

  static String extract(String text, String regex, int group) {
    Matcher matcher = compile(regex).matcher(text);
    if (!matcher.find() || matcher.group(group) == null) {
      return "";
    }
    return matcher.group(group);
  }

  static String replace(String text, String regex, String by) {
    return compile(regex).matcher(text).replaceAll(by);
  }

  private static Pattern compile(String regex) {
    StringBuilder java = new StringBuilder();
    boolean inClass = false;
    for (int index = 0; index < regex.length(); index++) {
      char c = regex.charAt(index);
      if (c == '\\') {
        index++;
        java.append(escape(regex.charAt(index), inClass));
      } else if (inClass) {
        inClass = c != ']';
        java.append(c);
      } else {
        inClass = c == '[';
        java.append(c == '.' ? "[^\\n]" : c == '$' ? "\\z" : String.valueOf(c));
      }
    }
    return Pattern.compile(java.toString());
  }

  private static String escape(char c, boolean inClass) {
    if (c == 's') {
      return inClass ? SPACES : "[" + SPACES + "]";
    }
    return c == 'S' ? "[^" + SPACES + "]" : "\\" + c;
  }
}
