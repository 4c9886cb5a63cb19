// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The subset of regular expressions that Java's and RE2's engines read alike: literals, classes
 * {@code [a-z]}, {@code . ^ $ | * + ? {n,m}}, groups, and the escapes of ASCII classes. Anything
 * else is refused when the expression is built, not when it runs.
 */
final class PortableRegex {
  private static final String ESCAPES = "dDwWsS.\\+*?()[]{}|^$-/tnr";

  private PortableRegex() {}

  static String checked(String regex) {
    compile(regex);
    checkEscapes(regex);
    checkGroups(regex);
    checkQuantifiers(regex);
    checkClasses(regex);
    return regex;
  }

  static void checkGroup(String regex, int group) {
    checked(regex);
    int groups = compile(regex).matcher("").groupCount();
    if (group < 0 || group > Math.min(groups, 9)) {
      throw new IllegalArgumentException(
          "Invalid group: " + group + " (must be 0 to " + Math.min(groups, 9) + ")");
    }
  }

  static void checkReplacement(String regex, String replacement) {
    for (int index = 0; index < replacement.length(); index++) {
      char c = replacement.charAt(index);
      if (c == '\\') {
        throw new IllegalArgumentException(
            "Invalid replacement: " + replacement + " (must not hold a backslash)");
      }
      if (c == '$') {
        index++;
        if (index == replacement.length() || !Character.isDigit(replacement.charAt(index))) {
          throw new IllegalArgumentException(
              "Invalid replacement: " + replacement + " (a $ must stand before a group's digit)");
        }
        checkGroup(regex, replacement.charAt(index) - '0');
        if (index + 1 < replacement.length() && Character.isDigit(replacement.charAt(index + 1))) {
          throw new IllegalArgumentException(
              "Invalid replacement: " + replacement + " (a group has one digit)");
        }
      }
    }
    checked(regex);
    checkNotEmpty(regex);
  }

  /** Engines disagree on whether an empty match right behind another one is replaced. */
  private static void checkNotEmpty(String regex) {
    if (compile(regex).matcher("").find()) {
      throw refused(regex, "none that matches the empty text can be replaced");
    }
  }

  private static Pattern compile(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw refused(regex, e.getDescription());
    }
  }

  private static void checkEscapes(String regex) {
    for (int index = 0; index < regex.length(); index++) {
      if (regex.charAt(index) == '\\') {
        index++;
        if (ESCAPES.indexOf(regex.charAt(index)) < 0) {
          throw refused(regex, "no \\" + regex.charAt(index));
        }
      }
    }
  }

  private static void checkGroups(String regex) {
    int start = unescaped(regex, "(?", 0);
    while (start >= 0) {
      if (!regex.startsWith("(?:", start)) {
        throw refused(regex, "no (?… but (?:");
      }
      start = unescaped(regex, "(?", start + 1);
    }
  }

  private static void checkQuantifiers(String regex) {
    for (String possessive : new String[] {"*+", "++", "?+", "}+"}) {
      if (unescaped(regex, possessive, 0) >= 0) {
        throw refused(regex, "no possessive quantifier " + possessive);
      }
    }
  }

  private static void checkClasses(String regex) {
    if (unescaped(regex, "&&", 0) >= 0 || unescaped(regex, "[[", 0) >= 0) {
      throw refused(regex, "no nested or intersected classes");
    }
  }

  private static int unescaped(String regex, String part, int from) {
    int found = regex.indexOf(part, from);
    while (found > 0 && isEscaped(regex, found)) {
      found = regex.indexOf(part, found + 1);
    }
    return found;
  }

  private static boolean isEscaped(String regex, int index) {
    int backslashes = 0;
    for (int i = index - 1; i >= 0 && regex.charAt(i) == '\\'; i--) {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static IllegalArgumentException refused(String regex, String reason) {
    return new IllegalArgumentException(
        "Invalid regular expression: "
            + regex
            + " (must be in the portable subset: "
            + reason
            + ")");
  }
}
