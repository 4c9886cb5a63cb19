// SPDX-License-Identifier: Apache-2.0
package dev.stride.container;

import dev.stride.api.spi.OutputSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What one attempt prints: into a file, and on to the service's own log; beyond 64 MiB it says so
 * once and drops the rest. Thread-safe.
 */
final class SlotOutput implements OutputSink {
  private static final int LIMIT = 64 << 20;
  private static final byte[] END =
      "\n… the log ends here: it reached 64 MiB\n".getBytes(StandardCharsets.UTF_8);

  private final Path file;
  private final OutputStream stream;
  private long written;

  private SlotOutput(Path file) throws IOException {
    this.file = file;
    this.stream = Files.newOutputStream(file);
  }

  static SlotOutput in(Path folder) throws IOException {
    return new SlotOutput(Files.createTempFile(folder, "output-", ".txt"));
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    int kept = (int) Math.min(length, Math.max(0, LIMIT - written));
    try {
      put(bytes, offset, kept);
      if (kept < length && written <= LIMIT) {
        put(END, 0, END.length);
      }
      written += length;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + " (give the task more disk)", e);
    }
  }

  private void put(byte[] bytes, int offset, int length) throws IOException {
    stream.write(bytes, offset, length);
    System.out.write(bytes, offset, length);
    System.out.flush();
  }

  /** The file, if it has anything. */
  synchronized Optional<Path> close() throws IOException {
    stream.close();
    return written > 0 ? Optional.of(file) : Optional.empty();
  }
}
