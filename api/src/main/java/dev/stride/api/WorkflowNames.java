// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import java.util.Locale;

/** Turns class names into names for the command line. */
final class WorkflowNames {
  private WorkflowNames() {}

  /**
   * The name of a workflow's class; of the class around it for a lambda or a class without name.
   */
  static String of(Class<?> workflow) {
    Class<?> named = workflow;
    for (Class<?> outer = named.getEnclosingClass();
        outer != null && named.isAnonymousClass();
        outer = named.getEnclosingClass()) {
      named = outer;
    }
    return kebab(named.getSimpleName().replaceAll("\\$\\$.*", ""));
  }

  static String kebab(String className) {
    return className
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
        .toLowerCase(Locale.ROOT);
  }
}
