// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.store.ResultJson;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Where a command prints.
 *
 * @param out for results
 * @param err for everything else
 */
record Printer(PrintStream out, PrintStream err) {
  ResultJson json() {
    return ResultJson.on(out);
  }

  /** Why what was printed is not whole, if it is not. */
  Optional<StrideException> cut() {
    return out instanceof ResultStream results
        ? results.failure().map(Printer::cannotPrint)
        : Optional.empty();
  }

  private static StrideException cannotPrint(IOException cause) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot print result: "
            + cause.getMessage()
            + " (free space or print elsewhere; stride artifact last/STEP prints it again)",
        cause);
  }
}
