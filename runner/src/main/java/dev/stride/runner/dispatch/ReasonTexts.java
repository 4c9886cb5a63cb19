// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.failure.FailureClass;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What services say about a job that has ended, by patterns of their texts. */
final class ReasonTexts {
  private record Row(Pattern text, FailureClass failureClass) {
    Row(String regex, FailureClass failureClass) {
      this(Pattern.compile("(?i)" + regex), failureClass);
    }
  }

  /** The first that is found decides. */
  private static final List<Row> TABLE =
      List.of(
          new Row("^its code has ended it$", FailureClass.EXIT),
          new Row(
              "^OutOfMemoryError\\b|killed due to memory|OOMKilled", FailureClass.KERNEL_MEMORY),
          new Row("exit(ed with)? (code|status:?) 52\\b", FailureClass.HEAP_MEMORY),
          new Row("beyond the '?PHYSICAL'? memory limit|container OOM", FailureClass.KERNEL_MEMORY),
          new Row(
              "^Host EC2 .*terminated|spot (task|instance).*(interrupt|reclaim)",
              FailureClass.HOST_LOST),
          new Row("ExecutorLostFailure|executor .*(lost|decommission)", FailureClass.HOST_LOST),
          new Row(
              "Agent .*disconnect|instance .*(retired|stopped|rebooted)", FailureClass.HOST_LOST),
          new Row("^CAPACITY:", FailureClass.QUEUE),
          new Row("^MISCONFIGURATION:", FailureClass.CONFIGURATION),
          new Row(
              "CannotPullContainer|CannotPullECRContainer|ImagePullBackOff|manifest unknown",
              FailureClass.CONFIGURATION),
          new Row(
              "CannotCreateContainer|CannotInspectContainer|DockerTimeoutError",
              FailureClass.HOST_LOST),
          new Row(
              "CannotStartContainer.*(not found|no such file|permission)",
              FailureClass.CONFIGURATION),
          new Row(
              "ResourceInitializationError.*(AccessDenied|not authorized)",
              FailureClass.CONFIGURATION),
          new Row("ResourceInitializationError", FailureClass.UNAVAILABLE),
          new Row("AccessDenied|UnauthorizedOperation|not authorized", FailureClass.CONFIGURATION),
          new Row("attempt duration exceeded timeout|^Task timed out after", FailureClass.TIMEOUT),
          new Row("No space left on device", FailureClass.DISK_FULL),
          new Row("TooManyRequests|Throttl|Rate exceeded|SlowDown", FailureClass.THROTTLED),
          new Row("Service ?Unavailable|InternalError|InternalFailure", FailureClass.UNAVAILABLE));

  private ReasonTexts() {}

  static Optional<FailureClass> classify(String reason) {
    return TABLE.stream()
        .filter(row -> row.text().matcher(reason).find())
        .map(Row::failureClass)
        .findFirst();
  }
}
