// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.process;

import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.OutputSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a process prints besides its connection: its JVM when it dies, native code, and processes
 * that share its output. It is read all the time, so that nobody waits for room. Thread-safe.
 */
final class ProcessOutput implements Runnable {
  private static final int MOST_TEXT = 8 << 10;
  private static final long END_MILLIS = 1000;

  private final InputStream in;
  private final Thread reader = new Thread(this, "stride-worker-output");
  private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
  private @Nullable OutputSink sink;

  private ProcessOutput(InputStream in) {
    this.in = in;
  }

  /** The output of a process, read from now on. */
  static ProcessOutput of(Process process) {
    ProcessOutput output = new ProcessOutput(process.getInputStream());
    output.reader.setDaemon(true);
    output.reader.start();
    return output;
  }

  @Override
  public void run() {
    byte[] piece = new byte[8 << 10];
    try (in) {
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        take(piece, length);
      }
    } catch (IOException e) {
      // The process is gone.
      return;
    }
  }

  private synchronized void take(byte[] piece, int length) {
    if (sink == null) {
      beginning.write(piece, 0, Math.min(length, MOST_TEXT - beginning.size()));
      return;
    }
    try {
      sink.write(piece, 0, length);
    } catch (StrideException e) {
      // What cannot be kept is lost: the step's own output fails for the same reason.
      sink = null;
    }
  }

  /** It belongs to a call from now on. */
  synchronized void to(OutputSink next) {
    sink = next;
  }

  /** It belongs to no call from now on. */
  synchronized void toNobody() {
    if (sink != null) {
      sink.end();
    }
    sink = null;
  }

  /** Waits until all of it was read, unless somebody else holds it open. */
  void awaitEnd() {
    try {
      TimeUnit.MILLISECONDS.timedJoin(reader, END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was printed before the first call. */
  synchronized String text() {
    return beginning.toString(StandardCharsets.UTF_8);
  }
}
