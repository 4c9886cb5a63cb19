// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file that is open for appending. A stream and not a channel, which an interrupt would close.
 */
final class Appender implements AutoCloseable {
  private final FileOperations files;
  private final Path file;
  private final FileOutputStream out;

  Appender(FileOperations files, Path file, FileOutputStream out) {
    this.files = files;
    this.file = file;
    this.out = out;
  }

  /** Adds bytes by one call of the operating system. */
  void write(byte[] bytes) throws IOException {
    files.perform(
        new FileOperation.Append(file, bytes),
        () -> {
          out.write(bytes);
          return bytes;
        });
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    boolean whole = offset == 0 && length == bytes.length;
    write(whole ? bytes : Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /** Makes what was written so far durable; an fsync through the descriptor survives interrupts. */
  void sync() throws IOException {
    files.sync(file, out);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
