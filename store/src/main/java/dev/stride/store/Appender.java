// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.io.IOException;
import java.util.Arrays;

/** A file that is open for appending. */
interface Appender extends AutoCloseable {
  /** Adds bytes, all of them or, when the process is killed meanwhile, a beginning. */
  void write(byte[] bytes) throws IOException;

  default void write(byte[] bytes, int offset, int length) throws IOException {
    boolean whole = offset == 0 && length == bytes.length;
    write(whole ? bytes : Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /** The length of the file, with what was there before. */
  long length() throws IOException;

  /** Makes what was written so far durable. */
  void sync() throws IOException;

  @Override
  void close() throws IOException;
}
