// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * An object that grows: nothing can be added to one, so it is written whole again, when it is
 * synced, and now and then when bytes come. What came since is lost with the process. Thread-safe.
 */
final class ObjectAppender implements Appender {
  private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A large object that takes long to write is written less often. */
  private static final int TIMES_LAST = 20;

  private final ObjectFiles files;
  private final ObjectStore objects;
  private final Path file;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private boolean isWritten;
  private long nextNanos = System.nanoTime() + LEAST_NANOS;

  /**
   * @param begun what the object holds already
   */
  ObjectAppender(ObjectFiles files, ObjectStore objects, Path file, byte[] begun) {
    this.files = files;
    this.objects = objects;
    this.file = file;
    this.content.writeBytes(begun);
    this.isWritten = begun.length > 0;
  }

  @Override
  public synchronized void write(byte[] bytes) throws IOException {
    content.writeBytes(bytes);
    isWritten = false;
    if (System.nanoTime() - nextNanos > 0) {
      sync();
    }
  }

  @Override
  public synchronized long length() {
    return content.size();
  }

  @Override
  public synchronized void sync() throws IOException {
    if (isWritten) {
      return;
    }
    long start = System.nanoTime();
    byte[] all = content.toByteArray();
    files.perform(
        new FileOperation.Append(file, all),
        () -> {
          objects.put(ObjectFiles.key(file), all);
          return file;
        });
    isWritten = true;
    long end = System.nanoTime();
    nextNanos = end + Math.max(LEAST_NANOS, TIMES_LAST * (end - start));
  }

  @Override
  public synchronized void close() throws IOException {
    sync();
  }
}
