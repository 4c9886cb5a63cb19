// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.expression.JavaRegex;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Regular expressions as the algebra reads them. */
final class Regexes {
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
    return Pattern.compile(JavaRegex.of(regex));
  }
}
