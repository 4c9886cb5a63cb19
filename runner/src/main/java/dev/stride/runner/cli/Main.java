// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.runner.Stride;
import dev.stride.runner.execution.OutputCapture;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where {@code stride} starts. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      System.out.println("stride " + Stride.version());
      return;
    }
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    System.setErr(err);
    System.setProperty("log4j2.configurationFile", "stride-log4j2.xml");
    System.setProperty("log4j.shutdownHookEnabled", "false");
    OutputCapture.install();
    int code = new CommandLineInterface(new Printer(out, err)).execute(arguments);
    out.flush();
    err.flush();
    // Ends threads of steps too; blocks when a signal is ending the process, which has its own
    // code.
    System.exit(code);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
