// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The subset of regular expressions that Java's and RE2's engines read alike: literals, classes
 * {@code [a-z]}, {@code . ^ $ | * + ? {n,m}}, groups, and the escapes of ASCII classes. Anything
 * else is refused when the expression is built, not when it runs.
 */
final class PortableRegex {
  private static final String ESCAPES = "dDwWsS.\\+*?()[]{}|^$-/tnr";
  private static final List<String> POSSESSIVE = List.of("*+", "++", "?+", "}+");

  private static final Pattern REPETITION = Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");

  /** RE2's limit. */
  private static final int MOST_REPETITIONS = 1000;

  private PortableRegex() {}

  static String checked(String regex) {
    compile(regex);
    checkSyntax(regex);
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

  /** One pass that knows which characters are escaped and which stand in a class. */
  private static void checkSyntax(String regex) {
    int opened = -1;
    for (int index = 0; index < regex.length(); index++) {
      char c = regex.charAt(index);
      if (c == '\\') {
        index++;
        checkEscape(regex, regex.charAt(index));
      } else if (opened >= 0) {
        checkInClass(regex, opened, index);
        opened = c == ']' ? -1 : opened;
      } else {
        checkOutsideClass(regex, index);
        opened = c == '[' ? index : -1;
      }
    }
  }

  private static void checkEscape(String regex, char escaped) {
    if (ESCAPES.indexOf(escaped) < 0) {
      throw refused(regex, "no \\" + escaped);
    }
  }

  /** Engines differ in what an inner bracket opens, and in what one at the start closes. */
  private static void checkInClass(String regex, int opened, int index) {
    if (regex.charAt(index) == '[' || regex.startsWith("&&", index)) {
      throw refused(regex, "no nested or intersected classes");
    }
    int first = regex.startsWith("^", opened + 1) ? opened + 2 : opened + 1;
    if (regex.charAt(index) == ']' && index == first) {
      throw refused(regex, "no ] at the start of a class but \\]");
    }
  }

  private static void checkOutsideClass(String regex, int index) {
    if (regex.startsWith("(?", index) && !regex.startsWith("(?:", index)) {
      throw refused(regex, "no (?… but (?:");
    }
    for (String possessive : POSSESSIVE) {
      if (regex.startsWith(possessive, index)) {
        throw refused(regex, "no possessive quantifier " + possessive);
      }
    }
    Matcher repetition = REPETITION.matcher(regex).region(index, regex.length());
    if (repetition.lookingAt() && isTooOften(repetition.group(1), repetition.group(2))) {
      throw refused(regex, "no repetition above " + MOST_REPETITIONS);
    }
  }

  private static boolean isTooOften(String least, @Nullable String most) {
    return longest(least) > MOST_REPETITIONS || (most != null && longest(most) > MOST_REPETITIONS);
  }

  private static int longest(String digits) {
    return digits.isEmpty()
        ? 0
        : digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
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
