// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.store.ResultJson;
import java.io.PrintStream;

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
}
