// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.util.regex.Pattern;

/** Names that become parts of paths: refused, never rewritten, when they could be anything else. */
final class Names {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

  private Names() {}

  static String checked(String what, String name) {
    if (!LEGAL.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Invalid "
              + what
              + ": '"
              + name
              + "' (must be letters, digits, '_', '.' and '-', at most 128, the first a letter or"
              + " digit)");
    }
    return name;
  }
}
