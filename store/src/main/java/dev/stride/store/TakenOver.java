// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.nio.file.FileSystemException;

/** An operation was refused, and not tried: somebody else works on the run. */
final class TakenOver extends FileSystemException {
  private static final long serialVersionUID = 1L;

  TakenOver(String holder) {
    super(null, null, "the run was taken over by " + holder);
  }
}
