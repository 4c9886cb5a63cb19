// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import dev.stride.store.FileOperation;
import dev.stride.store.FileProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes down what was done to files, in one order, with all contents. A file that another program
 * wrote is noted when it is made durable. Thread-safe.
 */
final class OperationRecorder implements FileProbe {
  private final List<FileOperation> operations = new ArrayList<>();
  private final Set<Path> own = new HashSet<>();

  /** INVARIANT: one operation at a time, so that the list has the order of the effects. */
  @Override
  public synchronized <T> T perform(FileOperation operation, Action<T> action) throws IOException {
    T result = action.perform();
    if (operation instanceof FileOperation.Append append) {
      own.add(append.file());
    }
    if (operation instanceof FileOperation.Sync && own.add(operation.file())) {
      operations.add(
          new FileOperation.Append(operation.file(), StoreChecker.bytes(operation.file())));
    }
    boolean changes =
        !(operation instanceof FileOperation.Read || operation instanceof FileOperation.ListFolder);
    if (changes) {
      operations.add(operation);
    }
    return result;
  }

  synchronized List<FileOperation> operations() {
    return List.copyOf(operations);
  }
}
