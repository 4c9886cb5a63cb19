// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortableRegexTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "a|b",
        "^[a-z]+$",
        "[^0-9]",
        "(a)(?:b)*?",
        "a{2,3}",
        "a{1000}",
        "\\d+\\.\\d*",
        "\\\\",
        "\\(\\?",
        "a\\++",
        "[\\]]",
        "é😀",
        ".*?",
        "\\*+",
        "[a+]+",
        "[*+?+}+]",
        "[(?=]",
        "a&&b",
        "[^\\]]",
        "[\\[]",
        "[a^]"
      })
  void acceptsWhatBothKindsOfEnginesReadAlike(String regex) {
    assertThat(PortableRegex.checked(regex)).isEqualTo(regex);
  }

  @ParameterizedTest
  @CsvSource({
    "'(?=a)', no (?… but (?:",
    "'(?<!a)b', no (?… but (?:",
    "'(?i)a', no (?… but (?:",
    "'(?<name>a)', no (?… but (?:",
    "'(?>a)', no (?… but (?:",
    "'(a)\\1', no \\1",
    "'\\bword', no \\b",
    "'\\p{L}', no \\p",
    "'\\Qa\\E', no \\Q",
    "'\\u0041', no \\u",
    "'a*+', no possessive quantifier *+",
    "'a{1001}', no repetition above 1000",
    "'a{2,2000}', no repetition above 1000",
    "'a++', no possessive quantifier ++",
    "'a?+', no possessive quantifier ?+",
    "'a{2}+', no possessive quantifier }+",
    "'[a-z&&[^b]]', no nested or intersected classes",
    "'[[a]b]', no nested or intersected classes",
    "'[a[b]]', no nested or intersected classes",
    "'[^[:alpha:]]', no nested or intersected classes",
    "'[]a]', no ] at the start of a class but \\]",
    "'[^]a]', no ] at the start of a class but \\]",
  })
  void refusesWhatOneOfThemReadsOtherwise(String regex, String reason) {
    assertThatThrownBy(() -> PortableRegex.checked(regex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid regular expression: "
                + regex
                + " (must be in the portable subset: "
                + reason
                + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "a\\", "*a", "a{2", "[b-a]"})
  void refusesWhatIsNoExpression(String regex) {
    assertThatThrownBy(() -> PortableRegex.checked(regex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid regular expression: " + regex + " (must be in");
  }

  @Test
  void checksGroups() {
    PortableRegex.checkGroup("(a)(?:b)(c)", 2);
    assertThatThrownBy(() -> PortableRegex.checkGroup("(a)(?:b)(c)", 3))
        .hasMessage("Invalid group: 3 (must be 0 to 2)");
    assertThatThrownBy(() -> PortableRegex.checkGroup("a", -1))
        .hasMessage("Invalid group: -1 (must be 0 to 0)");
  }

  @ParameterizedTest
  @CsvSource({
    "'a\\b', must not hold a backslash",
    "'$', a $ must stand before a group's digit",
    "'$x', a $ must stand before a group's digit",
    "'$12', a group has one digit",
  })
  void refusesReplacements(String replacement, String reason) {
    assertThatThrownBy(() -> PortableRegex.checkReplacement("(a)", replacement))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid replacement: " + replacement + " (" + reason + ")");
  }

  @Test
  void refusesReplacementsByGroupsThatAreNotThere() {
    PortableRegex.checkReplacement("(a)", "<$1$0>");
    assertThatThrownBy(() -> PortableRegex.checkReplacement("(a)", "$2"))
        .hasMessage("Invalid group: 2 (must be 0 to 1)");
  }
}
