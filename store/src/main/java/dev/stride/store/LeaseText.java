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
 * taken, when the process and its machine started, in which space its process has that number, and
 * its mark if it has one.
 */
record LeaseText(String text) {
  private static final Pattern EPOCH = Pattern.compile("(?m)^epoch ([0-9]{1,9})$");
  private static final Pattern PROCESS = Pattern.compile("^process ([0-9]{1,18})\\n");
  private static final String MARK = "mark ";

  /** Of this process. */
  static LeaseText ofThisProcess(int epoch) {
    String mark = OrchestratorMark.ofThisProcess().map(value -> MARK + value + "\n").orElse("");
    return new LeaseText(
        thisProcess()
            + "\nepoch "
            + epoch
            + "\nstarted "
            + started(ProcessHandle.current())
            + place()
            + mark);
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  /** Where a process number means a process, as long as the machine runs. */
  private static String place() {
    return "\nboot " + boot() + "\nspace " + space() + "\n";
  }

  /** Containers of one machine number their processes apart. */
  private static String space() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException e) {
      return "unknown";
    }
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
    return text.contains(place())
        ? text.lines()
            .filter(line -> line.startsWith(MARK))
            .map(line -> line.substring(MARK.length()))
            .findFirst()
        : Optional.empty();
  }

  /** Whether its process was one of this machine, and is there no more. */
  boolean isOfDeadProcess() {
    Matcher process = PROCESS.matcher(text);
    if (!text.contains(place()) || place().contains("unknown") || !process.find()) {
      return false;
    }
    return ProcessHandle.of(Long.parseLong(process.group(1)))
        .filter(found -> text.contains("\nstarted " + started(found) + "\n"))
        .isEmpty();
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
