// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is open for appending. A stream and not a channel, which an interrupt would close.
 */
final class FolderAppender implements Appender {
  private final FolderFiles files;
  private final Path file;
  private final FileOutputStream out;

  FolderAppender(FolderFiles files, Path file, FileOutputStream out) {
    this.files = files;
    this.file = file;
    this.out = out;
  }

  /** By one call of the operating system. */
  @Override
  public void write(byte[] bytes) throws IOException {
    files.perform(
        new FileOperation.Append(file, bytes),
        () -> {
          out.write(bytes);
          return bytes;
        });
  }

  @Override
  public long length() throws IOException {
    return Files.size(file);
  }

  /** An fsync through the descriptor survives interrupts. */
  @Override
  public void sync() throws IOException {
    files.sync(file, out);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
