// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.OrchestratorMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the holder of a lease says of itself, line by line: its process, how often the lease was
 * taken, when the process and its machine started, and its mark if it has one.
 */
record LeaseText(String text) {
  private static final Pattern EPOCH = Pattern.compile("(?m)^epoch ([0-9]{1,9})$");
  private static final String MARK = "mark ";

  /** Of this process. */
  static LeaseText ofThisProcess(int epoch) {
    String started =
        ProcessHandle.current().info().startInstant().map(Instant::toString).orElse("unknown");
    String mark = OrchestratorMark.ofThisProcess().map(value -> MARK + value + "\n").orElse("");
    return new LeaseText(
        thisProcess()
            + "\nepoch "
            + epoch
            + "\nstarted "
            + started
            + "\nboot "
            + boot()
            + "\n"
            + mark);
  }

  static String thisProcess() {
    return "process " + ProcessHandle.current().pid();
  }

  private static String boot() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** How often the lease was taken; 0 if the text says nothing of it. */
  int epoch() {
    Matcher matcher = EPOCH.matcher(text);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** Its process, for people. */
  String holder() {
    return text.lines().findFirst().orElse("another process");
  }

  /** The mark of its process, if that has one and ran on this machine since it started. */
  Optional<String> mark() {
    return text.contains("\nboot " + boot() + "\n")
        ? text.lines()
            .filter(line -> line.startsWith(MARK))
            .map(line -> line.substring(MARK.length()))
            .findFirst()
        : Optional.empty();
  }

  /** The refusal of somebody else. */
  static StrideException refused(String run, String holder) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot continue run: "
            + run
            + " is being worked on by "
            + holder
            + " (wait for it, end it by stride kill, or, if it does not answer, resume with"
            + " --take-over)");
  }
}
