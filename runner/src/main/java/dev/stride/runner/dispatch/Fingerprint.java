// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.spi.RemoteFailure;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What makes two failures the same: the exception's class and where in the user's code it was. */
final class Fingerprint {
  private static final Pattern PLATFORM =
      Pattern.compile(
          "(java|javax|jdk|sun|com\\.sun|dev\\.stride\\.(api|runner|store|planner|arrow|backend|worker))\\..*");

  private Fingerprint() {}

  static String of(Throwable thrown) {
    String place =
        Arrays.stream(thrown.getStackTrace())
            .filter(frame -> !PLATFORM.matcher(frame.getClassName()).matches())
            .map(StackTraceElement::toString)
            .findFirst()
            .orElse("");
    return RemoteFailure.typeOf(thrown) + (place.isEmpty() ? "" : " at " + place);
  }
}
