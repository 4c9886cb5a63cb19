// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import java.util.Arrays;
import java.util.regex.Pattern;

/** What makes two failures the same: the exception's class and where in the user's code it was. */
final class Fingerprint {
  private static final Pattern PLATFORM =
      Pattern.compile("(java|javax|jdk|sun|com\\.sun|dev\\.stride\\.(api|runner|store|planner|arrow|backend))\\..*");

  private Fingerprint() {}

  static String of(Throwable thrown) {
    String place =
        Arrays.stream(thrown.getStackTrace())
            .filter(frame -> !PLATFORM.matcher(frame.getClassName()).matches())
            .map(StackTraceElement::toString)
            .findFirst()
            .orElse("");
    return thrown.getClass().getName() + (place.isEmpty() ? "" : " at " + place);
  }
}
