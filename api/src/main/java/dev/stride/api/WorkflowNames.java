// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import java.util.Locale;

/** Turns class names into names for the command line. */
final class WorkflowNames {
  private WorkflowNames() {}

  static String kebab(String className) {
    return className
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
        .toLowerCase(Locale.ROOT);
  }
}
