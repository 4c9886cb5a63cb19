// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import dev.stride.store.FileOperation;
import dev.stride.store.FileProbe;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;

/** How an operation on a file goes wrong. */
public enum Fault {
  /** The disk is full: nothing is done. */
  NO_SPACE,
  /** The disk is full in the middle: half of what was to be written is there. */
  TORN,
  /** The device fails: nothing is done. */
  INPUT_OUTPUT,
  /** It is not allowed: nothing is done. */
  DENIED,
  /** It is done, and reported as failed. */
  ANSWER_LOST;

  /** Does to an operation what its name says. */
  <T> T strike(FileOperation operation, FileProbe.Action<T> action) throws IOException {
    switch (this) {
      case NO_SPACE -> throw new IOException("No space left on device");
      case INPUT_OUTPUT -> throw new IOException("Input/output error");
      case DENIED -> throw new AccessDeniedException(operation.file().toString());
      case TORN -> {
        if (operation instanceof FileOperation.Append append && append.bytes().length > 0) {
          action.perform();
          cut(append);
        }
        throw new IOException("No space left on device");
      }
      case ANSWER_LOST -> {
        action.perform();
        throw new IOException("Input/output error");
      }
    }
    throw new IllegalStateException(name());
  }

  private static void cut(FileOperation.Append append) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(append.file().toFile(), "rw")) {
      file.setLength(file.length() - (append.bytes().length + 1) / 2);
    }
  }
}
