// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Where what one attempt prints goes; beyond 64 MiB it says so once and drops the rest.
 * Thread-safe.
 */
public abstract sealed class OutputLog permits AttemptStore, SlotOutput.Slot {
  private static final int LIMIT_BYTES = 64 << 20;
  private static final byte[] END =
      "\n… the log ends here: it reached 64 MiB\n".getBytes(StandardCharsets.UTF_8);

  private long logged;

  /** Appends to the log. */
  public final synchronized void log(byte[] bytes, int offset, int length) {
    try {
      logged = logged > LIMIT_BYTES ? logged : Math.max(logged, begin());
      if (logged > LIMIT_BYTES) {
        return;
      }
      int kept = (int) Math.min(length, LIMIT_BYTES - logged);
      append(bytes, offset, kept);
      logged += length;
      if (logged > LIMIT_BYTES) {
        append(END, 0, END.length);
      }
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** Makes ready to append; tells how many bytes are there already. */
  abstract long begin() throws IOException;

  abstract void append(byte[] bytes, int offset, int length) throws IOException;

  abstract RuntimeException cannotWrite(IOException cause);
}
