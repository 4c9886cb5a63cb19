// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import dev.stride.api.decorator.Secrets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The secrets that a step needs. The values are nowhere in a definition.
 *
 * @param names at least one, each once; two names may not differ in case and punctuation alone,
 *     since a variable of the environment cannot tell them apart
 */
public record SecretNames(List<String> names) implements Policy {
  private static final String NAME = "[A-Za-z][A-Za-z0-9_.-]{0,127}";

  public SecretNames {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("Invalid secrets: none (must be at least one name)");
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      check(name);
      if (!seen.add(name.toLowerCase(Locale.ROOT).replaceAll("[.-]", "_"))) {
        throw new IllegalArgumentException(
            "Invalid secrets: "
                + names
                + " (must differ in more than case and punctuation: "
                + name
                + ")");
      }
    }
  }

  private static void check(String name) {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "Invalid name of a secret: '"
              + name
              + "' (must be a letter, then letters, digits, '_', '.' and '-', at most 128)");
    }
  }

  /** Those names. */
  public static SecretNames of(String... names) {
    return new SecretNames(List.of(names));
  }

  /** The value of a decorator. */
  public static SecretNames of(Secrets secrets) {
    return of(secrets.value());
  }

  @Override
  public String toString() {
    return "secrets " + String.join(" ", names);
  }
}
