// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.CodeProblem;
import dev.stride.api.failure.StrideException;
import dev.stride.runner.RunFailed;
import dev.stride.store.RunStatus;
import java.util.Locale;

/** Tells people what went wrong: one sentence with the remedy, and what the step had printed. */
record Failures(Printer printer, boolean debug) {

  int report(Throwable thrown) {
    if (CodeProblem.missingClass(thrown).isPresent()) {
      return report(withoutClass(thrown));
    }
    if (thrown instanceof RunFailed failed) {
      reportRun(failed);
    } else if (thrown instanceof StrideException known) {
      printer.err().println("stride: " + PlainText.lines(String.valueOf(known.getMessage())));
    } else {
      printer
          .err()
          .println(
              "stride: Cannot go on: "
                  + PlainText.sentence(String.valueOf(thrown))
                  + " (this is a defect; --debug shows where)");
    }
    if (debug) {
      thrown.printStackTrace(printer.err());
    }
    return thrown instanceof StrideException known
        ? ExitCodes.of(known.kind())
        : ExitCodes.STEP_FAILED;
  }

  private static StrideException withoutClass(Throwable thrown) {
    CodeProblem problem = CodeProblem.of(thrown, "");
    return new StrideException(problem.kind(), "Cannot go on: " + problem, thrown);
  }

  private void reportRun(RunFailed failed) {
    printer.err().println("stride: " + PlainText.sentence(String.valueOf(failed.getMessage())));
    PlainText.framed(failed.log(), printer.err());
    if (failed.status() == RunStatus.FAILED) {
      String logs =
          failed.step().isEmpty()
              ? ""
              : "stride logs " + failed.run() + "/" + failed.step() + " shows more; ";
      printer
          .err()
          .println(
              "Run "
                  + failed.run()
                  + " "
                  + failed.status().name().toLowerCase(Locale.ROOT)
                  + " ("
                  + logs
                  + "stride resume "
                  + failed.run()
                  + " goes on)");
    }
  }
}
