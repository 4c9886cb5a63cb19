// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.store.OutputLog;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a step prints to the log of its attempt: of the thread that runs the step and of
 * threads that it starts. Only a process that belongs to Stride installs it.
 */
public final class OutputCapture {
  private static final InheritableThreadLocal<@Nullable OutputLog> LOG =
      new InheritableThreadLocal<>();

  private OutputCapture() {}

  /**
   * Takes the place of {@code System.out} and {@code System.err} for the rest of the process. What
   * no step prints goes to the error stream: the output is for results.
   */
  public static void install() {
    PrintStream errors = System.err;
    System.setOut(routed(errors));
    System.setErr(routed(errors));
  }

  private static PrintStream routed(PrintStream original) {
    return new PrintStream(new Routed(original), true, StandardCharsets.UTF_8);
  }

  static <T extends @Nullable Object> T during(OutputLog log, Callable<T> body) throws Exception {
    LOG.set(log);
    try {
      return body.call();
    } finally {
      LOG.remove();
    }
  }

  private static final class Routed extends OutputStream {
    private final PrintStream original;

    Routed(PrintStream original) {
      this.original = original;
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      OutputLog log = LOG.get();
      if (log == null) {
        original.write(bytes, offset, length);
      } else {
        log.log(bytes, offset, length);
      }
    }

    @Override
    public void flush() {
      original.flush();
    }
  }
}
