// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** How progress is shown. */
final class ProgressOptions {
  @Option(
      names = {"-q", "--quiet"},
      description = "Shows no progress.")
  private boolean quiet;

  /** The same for another process. */
  List<String> asArguments() {
    return quiet ? List.of("--quiet") : List.of();
  }

  Progress display(PrintStream err) {
    if (quiet) {
      return new Progress(err, Progress.Style.NONE);
    }
    return new Progress(err, isTerminal() ? Progress.Style.LIVE : Progress.Style.LINES);
  }

  /** Where the system cannot tell, plain lines do no harm. */
  private static boolean isTerminal() {
    String term = System.getenv("TERM");
    if (term == null || term.equals("dumb")) {
      return false;
    }
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
