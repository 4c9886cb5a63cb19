// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.spi.OutputSink;
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
  private static final InheritableThreadLocal<@Nullable OutputSink> SINK =
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

  static <T extends @Nullable Object> T during(OutputSink sink, Callable<T> body) throws Exception {
    SINK.set(sink);
    try {
      return body.call();
    } finally {
      SINK.remove();
      sink.end();
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
      OutputSink sink = SINK.get();
      if (sink == null) {
        original.write(bytes, offset, length);
      } else {
        sink.write(bytes, offset, length);
      }
    }

    @Override
    public void flush() {
      original.flush();
    }
  }
}
